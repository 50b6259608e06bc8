package io.perennial.http.command;

import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.Standing;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names a registry. */
final class RegistryOption {

    private static final String REMEDY = "; give --registry DIR, such as quickstart/models after a quickstart,"
            + " or make one: perennial run --out DIR makes DIR/models";

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            description = "directory of the registry (default: ${DEFAULT-VALUE})",
            defaultValue = "models")
    private Path directory;

    /** The registry, which must be there and in which something must be published. */
    Registry existing() {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("there is no registry at " + directory + REMEDY);
        }
        Registry registry = Registry.at(directory);
        if (registry.names().isEmpty()) {
            throw new IllegalArgumentException("nothing is published in " + directory + remedy());
        }
        return registry;
    }

    /** Who names the folder of a run means the registry in it. */
    private String remedy() {
        Path ofRun = directory.resolve("models");
        return Files.isDirectory(ofRun) && !Registry.at(ofRun).names().isEmpty()
                ? "; give --registry " + ofRun
                : REMEDY;
    }

    /** The champion, which is meant where no version is named. */
    static int champion(Standing standing) {
        return standing.champion()
                .orElseThrow(() -> new IllegalArgumentException("model " + standing.name()
                        + " has no champion; name a version, one of " + standing.versions()));
    }

    /** The registry, which a publish may create. */
    Registry registry() {
        return Registry.at(directory);
    }
}
