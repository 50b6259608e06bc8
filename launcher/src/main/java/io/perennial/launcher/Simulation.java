package io.perennial.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The simulated population a quickstart begins with: four raw logs, a mapping for each, and a file of aliases. */
final class Simulation {

    private Simulation() {}

    /** The step that writes the raw logs. */
    static Step step(RunFolder folder, int users, int days, long seed) {
        List<String> arguments = List.of(
                "--users", Integer.toString(users),
                "--days", Integer.toString(days),
                "--seed", Long.toString(seed),
                "--out", folder.raw().toString());
        return new Step("simulate", arguments, List.of(), folder.raw().resolve("simulation.json"));
    }

    /** The raw logs that step writes. */
    static List<LogSource> logs(RunFolder folder) {
        return Stream.of("app_events", "orders", "campaigns", "feedback")
                .map(log -> new LogSource(
                        folder.raw().resolve("mapping-" + log + ".toml").toString(),
                        folder.raw().resolve(log).toString()))
                .toList();
    }

    /** The aliases that step writes. */
    static Path aliases(RunFolder folder) {
        return folder.raw().resolve("aliases.csv");
    }
}
