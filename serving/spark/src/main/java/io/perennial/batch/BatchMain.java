package io.perennial.batch;

import io.perennial.command.Failure;
import io.perennial.command.HouseStyle;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.step.StepFailed;
import io.perennial.scoring.model.ModelRefusedException;
import io.perennial.scoring.registry.RegistryException;
import java.util.Locale;
import picocli.CommandLine.Command;

/** The command of this module: {@code score}. */
@Command(
        name = "perennial",
        description = "Scores and explains everybody.",
        subcommands = ScoreCommand.class,
        mixinStandardHelpOptions = true)
public final class BatchMain {

    private BatchMain() {}

    /** Runs a command; exits with 0 when done, 1 when it failed, 2 when it was used wrongly. */
    public static void main(String[] args) {
        // Spark writes the numbers in its file names with the digits of the default locale.
        Locale.setDefault(Locale.ROOT);
        System.exit(run(args));
    }

    /** Runs a command and gives its exit code. */
    static int run(String... args) {
        return HouseStyle.execute(HouseStyle.of(new BatchMain(), BatchMain::told), args);
    }

    /** Says in one line what failed: what we refuse in its own words, anything else with its type. */
    private static Failure told(Exception failure) {
        Throwable cause = failure;
        while (!isOurs(cause) && cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        boolean wrongUse = cause instanceof WrongUse
                || cause instanceof IllegalArgumentException
                || (cause instanceof RegistryException registry
                        && registry.kind() == RegistryException.Kind.NO_PERMISSION);
        String text = isOurs(cause)
                ? cause.getMessage()
                : "failed: " + cause.toString().lines().findFirst().orElse("");
        return new Failure(text, wrongUse);
    }

    private static boolean isOurs(Throwable failure) {
        return failure instanceof WrongUse
                || failure instanceof StepFailed
                || failure instanceof IllegalArgumentException
                || failure instanceof RegistryException
                || failure instanceof ModelRefusedException;
    }
}
