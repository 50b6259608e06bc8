package io.perennial.launcher;

import java.nio.file.Path;
import java.util.List;

/** The simulated population a quickstart begins with. */
final class Simulation {

    private Simulation() {}

    /** The step that writes the raw logs. */
    static Step step(RunFolder folder, int users, int days, long seed) {
        List<String> arguments = List.of(
                "--users", Integer.toString(users),
                "--days", Integer.toString(days),
                "--seed", Long.toString(seed),
                "--out", folder.raw().toString());
        return new Step("simulate", arguments, List.of(), mapping(folder));
    }

    /** The raw logs that step writes. */
    static LogSource log(RunFolder folder) {
        return new LogSource(mapping(folder), List.of(folder.raw().resolve("logs")));
    }

    private static Path mapping(RunFolder folder) {
        return folder.raw().resolve("mapping.toml");
    }
}
