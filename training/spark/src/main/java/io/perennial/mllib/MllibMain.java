package io.perennial.mllib;

import io.perennial.command.Failure;
import io.perennial.command.HouseStyle;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.step.StepFailed;
import java.util.Locale;
import picocli.CommandLine.Command;

/** The command of this module: {@code mllib}. */
@Command(
        name = "perennial",
        description = "Fits candidates with Spark MLlib.",
        subcommands = MllibCommand.class,
        mixinStandardHelpOptions = true)
public final class MllibMain {

    private MllibMain() {}

    /** Runs a command; exits with 0 when done, 1 when it failed, 2 when it was used wrongly. */
    public static void main(String[] args) {
        // Spark writes the numbers in its file names with the digits of the default locale.
        Locale.setDefault(Locale.ROOT);
        System.exit(run(args));
    }

    /** Runs a command and gives its exit code. */
    static int run(String... args) {
        return HouseStyle.execute(HouseStyle.of(new MllibMain(), MllibMain::told), args);
    }

    private static Failure told(Exception failure) {
        Throwable cause = failure;
        while (!isOurs(cause) && cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String text = isOurs(cause)
                ? cause.getMessage()
                : "failed: " + cause.toString().lines().findFirst().orElse("");
        return new Failure(text, cause instanceof WrongUse || cause instanceof IllegalArgumentException);
    }

    private static boolean isOurs(Throwable failure) {
        return failure instanceof WrongUse
                || failure instanceof StepFailed
                || failure instanceof IllegalArgumentException;
    }
}
