package io.perennial.batch;

import io.perennial.features.spark.SparkProcess;
import io.perennial.scoring.model.ModelRefusedException;
import io.perennial.scoring.registry.RegistryException;
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
        System.exit(run(args));
    }

    /** Runs a command and gives its exit code. */
    static int run(String... args) {
        return SparkProcess.run(new BatchMain(), BatchMain::isRefusal, BatchMain::isWithoutPermission, args);
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof RegistryException || failure instanceof ModelRefusedException;
    }

    private static boolean isWithoutPermission(Throwable failure) {
        return failure instanceof RegistryException registry && registry.kind() == RegistryException.Kind.NO_PERMISSION;
    }
}
