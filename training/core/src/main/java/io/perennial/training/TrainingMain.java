package io.perennial.training;

import io.perennial.scoring.registry.RegistryException;
import io.perennial.training.bench.BenchCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;

/** The commands of the training process. */
@CommandLine.Command(
        name = "perennial",
        description = "Learns models from snapshots; measures scores and explanations.",
        mixinStandardHelpOptions = true,
        subcommands = {TrainCommand.class, BenchCommand.class})
public final class TrainingMain {

    private TrainingMain() {}

    /** Runs one command; exits 0 when done, 1 when failed, 2 on wrong use. */
    public static void main(String[] args) {
        // Tribuo finds methods by names it puts in upper case; a Turkish i becomes another letter than the method has.
        Locale.setDefault(Locale.ROOT);
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                args));
    }

    /** Runs one command, writing to the given streams, and gives its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new TrainingMain())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command))
                .execute(args);
    }

    private static int failed(Exception failure, CommandLine command) throws Exception {
        command.getErr().println("perennial " + command.getCommandName() + ": " + failure.getMessage());
        if (failure instanceof IllegalArgumentException) {
            return CommandLine.ExitCode.USAGE;
        }
        if (failure instanceof IOException
                || failure instanceof RegistryException
                || failure instanceof IllegalStateException) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
