package io.perennial.simulator;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the simulator. */
@Command(
        name = "simulator",
        description = "Populations with known truth.",
        mixinStandardHelpOptions = true,
        subcommands = SimulateCommand.class)
public final class SimulatorMain {

    private SimulatorMain() {}

    /** Runs a command and ends the process with its exit code: 0 done, 1 failed, 2 wrong use. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        CommandLine line = new CommandLine(new SimulatorMain());
        line.setExecutionExceptionHandler((failure, command, result) -> {
            command.getErr().println("perennial simulate: " + describe(failure));
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
        return line.execute(args);
    }

    private static String describe(Exception failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
