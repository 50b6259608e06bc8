package io.perennial.features.spark;

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
        System.exit(run(args));
    }

    /** Runs a command and gives its exit code. */
    static int run(String... args) {
        return SparkProcess.run(new FeaturesMain(), args);
    }
}
