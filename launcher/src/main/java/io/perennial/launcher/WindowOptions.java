package io.perennial.launcher;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that say which days outcomes are read on. */
final class WindowOptions {

    @Option(
            names = "--gap",
            paramLabel = "DAYS",
            defaultValue = "3d",
            description = "Days between the as-of and the first day of the outcome (default: ${DEFAULT-VALUE}).")
    private String gap;

    @Option(
            names = "--horizon",
            paramLabel = "DAYS",
            defaultValue = "90d",
            description = "Length of the outcome window (default: ${DEFAULT-VALUE}).")
    private String horizon;

    /** What is wrong with the values given, in words. */
    Stream<String> problems() {
        return Stream.of("--gap " + gap, "--horizon " + horizon)
                .filter(option -> !option.matches("--\\S+ \\d{1,4}d?"))
                .map(option -> option + " is not a number of days such as 90d");
    }

    /** What {@code features} is told. */
    List<String> arguments() {
        return List.of("--gap", gap, "--horizon", horizon);
    }
}
