package io.perennial.launcher;

import io.perennial.features.time.DayCount;
import io.perennial.features.time.DayRange;
import io.perennial.features.time.OutcomeWindow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
        return Stream.of(gapProblem(gap), horizonProblem(horizon)).flatMap(Optional::stream);
    }

    /** What {@code features} is told. */
    List<String> arguments() {
        return List.of("--gap", written(gap), "--horizon", written(horizon));
    }

    /** What is wrong with a gap, in words. */
    static Optional<String> gapProblem(String gap) {
        return problem("--gap " + gap, DayCount.read(gap), OutcomeWindow.GAPS);
    }

    /** What is wrong with a horizon, in words. */
    static Optional<String> horizonProblem(String horizon) {
        return problem("--horizon " + horizon, DayCount.read(horizon), OutcomeWindow.HORIZONS);
    }

    private static Optional<String> problem(String option, OptionalInt days, DayRange allowed) {
        if (days.isEmpty()) {
            return Optional.of(option + " " + DayCount.REFUSAL);
        }
        return allowed.contains(days.getAsInt()) ? Optional.empty() : Optional.of(option + " is not " + allowed);
    }

    /** The one form that steps are given, whichever a person wrote: {@code 84d} for {@code 12w}. */
    static String written(String days) {
        return DayCount.read(days).orElseThrow() + "d";
    }
}
