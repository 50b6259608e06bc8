package io.perennial.features.spark;

import io.perennial.command.Failure;
import io.perennial.command.HouseStyle;
import io.perennial.features.failure.Causes;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.step.StepFailed;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** A process whose commands run Spark: how it begins, and how it tells what failed in it. */
public final class SparkProcess {

    private static final String OURS = "io.perennial.";

    private SparkProcess() {}

    /** Runs a command and gives its exit code: 0 when done, 1 when it failed, 2 when it was used wrongly. */
    public static int run(Object command, String... args) {
        return run(command, failure -> false, failure -> false, args);
    }

    /**
     * The same of a command that has failures of its own.
     *
     * @param refusal  whether a failure was made for who reads it, beside those of every step
     * @param wrongUse whether such a one asks for another command line
     */
    public static int run(Object command, Predicate<Throwable> refusal, Predicate<Throwable> wrongUse, String... args) {
        // Spark writes the numbers in its file names with the digits of the default locale.
        Locale.setDefault(Locale.ROOT);
        return HouseStyle.execute(
                HouseStyle.of(
                        command,
                        failure -> told(
                                failure, refusal.or(SparkProcess::isRefusal), wrongUse.or(SparkProcess::isWrongUse))),
                args);
    }

    /** What we refuse in its own words, anything else with its type, both in one line. */
    private static Failure told(Exception failure, Predicate<Throwable> refusal, Predicate<Throwable> wrongUse) {
        List<Throwable> causes = Causes.of(failure).toList();
        Throwable deepest = causes.get(causes.size() - 1);
        return causes.stream()
                .filter(refusal)
                .findFirst()
                .map(cause -> new Failure(cause.getMessage(), wrongUse.test(cause)))
                .orElseGet(() -> new Failure("failed: " + firstLine(deepest.toString()), wrongUse.test(deepest)));
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof StepFailed || isWrongUse(failure);
    }

    private static boolean isWrongUse(Throwable failure) {
        return failure instanceof WrongUse || (failure instanceof IllegalArgumentException && isThrownByUs(failure));
    }

    /** Spark and the JDK refuse arguments too, which nobody who types a command has given. */
    private static boolean isThrownByUs(Throwable failure) {
        StackTraceElement[] frames = failure.getStackTrace();
        return frames.length > 0 && frames[0].getClassName().startsWith(OURS);
    }

    /** Spark puts the stack traces of other processes into its messages. */
    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }
}
