package io.perennial.http.command;

import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.Standing;
import io.perennial.scoring.registry.VersionFiles;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models export}: a version's files in a folder of their own, each compared with the journal. */
@Command(
        name = "export",
        description =
                "Copy a version's files to a folder, each compared with the journal: to read, to hand on, to keep.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RegistryOption registry;

    @Parameters(index = "0", paramLabel = "NAME", description = "model, such as churn")
    private String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "VERSION", description = "default: the champion")
    private Integer version;

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "a folder that is not there yet")
    private Path folder;

    @Override
    public Integer call() {
        Registry published = registry.existing();
        Standing standing = published.standing(name);
        VersionFiles files = published.open(standing, version == null ? RegistryOption.champion(standing) : version);
        files.copyTo(folder);
        spec.commandLine()
                .getOut()
                .println(name + " " + files.version() + ": " + files.files().size() + " files in " + folder
                        + ", digest " + files.digest());
        return 0;
    }
}
