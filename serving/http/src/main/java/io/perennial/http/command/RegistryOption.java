package io.perennial.http.command;

import io.perennial.scoring.registry.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names a registry. */
final class RegistryOption {

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            description = "directory of the registry (default: ${DEFAULT-VALUE})",
            defaultValue = "models")
    private Path directory;

    /** The registry, which must be there. */
    Registry existing() {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException(
                    "there is no registry at " + directory + "; name one with --registry DIR, or train to make one");
        }
        return Registry.at(directory);
    }

    /** The registry, which a publish may create. */
    Registry registry() {
        return Registry.at(directory);
    }
}
