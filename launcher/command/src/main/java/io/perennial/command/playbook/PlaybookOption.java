package io.perennial.command.playbook;

import io.perennial.features.profile.Playbook;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --playbook}, as every command that takes it words it. */
public final class PlaybookOption {

    @Option(
            names = "--playbook",
            paramLabel = "FILE",
            description = "Where the grades of churn begin, and what is done for whom, as TOML; docs/PLAYBOOK.md shows"
                    + " the standard one (default: that).")
    private Path file;

    /** The file, where one is given. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /**
     * The playbook that is given, else the standard one.
     *
     * @throws io.perennial.command.toml.WrongFile where it can't be used, naming the key
     */
    public Playbook read() {
        return file().map(PlaybookFile::read).orElseGet(PlaybookFile::standard);
    }
}
