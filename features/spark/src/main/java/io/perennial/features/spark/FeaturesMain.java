package io.perennial.features.spark;

import io.perennial.command.Failure;
import io.perennial.command.HouseStyle;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.step.StepFailed;
import java.util.Locale;
import picocli.CommandLine.Command;

/** The commands of this module: {@code ingest}, {@code features} and {@code bench features}. */
@Command(
        name = "perennial",
        description = "Turns raw logs into events and a ledger, and a ledger into features.",
        subcommands = {IngestCommand.class, FeaturesCommand.class, BenchCommand.class},
        mixinStandardHelpOptions = true)
public final class FeaturesMain {

    private FeaturesMain() {}

    /** Runs a command; exits with 0 when done, 1 when it failed, 2 when it was used wrongly. */
    public static void main(String[] args) {
        // Spark writes the numbers in its file names with the digits of the default locale.
        Locale.setDefault(Locale.ROOT);
        System.exit(run(args));
    }

    /** Runs a command and gives its exit code. */
    static int run(String... args) {
        return HouseStyle.execute(HouseStyle.of(new FeaturesMain(), FeaturesMain::told), args);
    }

    private static Failure told(Exception failure) {
        Throwable cause = failure;
        while (!isOurs(cause) && cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String text = isOurs(cause) ? cause.getMessage() : "failed: " + firstLine(cause.toString());
        return new Failure(text, cause instanceof WrongUse);
    }

    private static boolean isOurs(Throwable failure) {
        return failure instanceof WrongUse || failure instanceof StepFailed;
    }

    /** Spark puts the stack traces of other processes into its messages. */
    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }
}
