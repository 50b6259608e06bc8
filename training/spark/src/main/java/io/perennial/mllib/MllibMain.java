package io.perennial.mllib;

import io.perennial.features.spark.SparkProcess;
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
        System.exit(run(args));
    }

    /** Runs a command and gives its exit code. */
    static int run(String... args) {
        return SparkProcess.run(new MllibMain(), args);
    }
}
