package io.perennial.simulator;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of the simulator. */
@Command(name = "simulator", description = "Populations with known truth.", subcommands = SimulateCommand.class)
public final class SimulatorMain {

    private SimulatorMain() {}

    /** Runs a command and ends the process with its exit code: 0 done, 1 failed, 2 wrong use. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        CommandLine line = new CommandLine(new SimulatorMain());
        line.getSubcommands().values().forEach(command -> command.getCommandSpec()
                .addOption(help()));
        return line.setParameterExceptionHandler((wrong, words) -> wrongUse(wrong))
                .setExecutionExceptionHandler((failure, command, result) -> failed(failure, command))
                .execute(args);
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build();
    }

    private static int wrongUse(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println("perennial simulate: " + wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        command.getErr().println("perennial simulate --help tells the options");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception failure, CommandLine command) {
        command.getErr().println("perennial simulate: cannot write: " + failure);
        return CommandLine.ExitCode.SOFTWARE;
    }
}
