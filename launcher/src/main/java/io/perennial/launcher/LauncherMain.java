package io.perennial.launcher;

import io.perennial.features.failure.Obstacle;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The commands that run other commands. */
@Command(
        name = "perennial",
        description = "The whole chain in one command.",
        subcommands = {RunCommand.class, QuickstartCommand.class, BacktestCommand.class})
public final class LauncherMain {

    private LauncherMain() {}

    /**
     * Starts a command.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new LauncherMain());
        commandLine.getSubcommands().values().forEach(command -> command.getCommandSpec()
                .addOption(help()));
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((problem, words) -> reportWrongUse(problem))
                .setExecutionExceptionHandler((problem, command, parsed) -> report(problem, command));
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build();
    }

    /** Says what is wrong with the command line, and the options that come near, without the page of options. */
    private static int reportWrongUse(ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + problem.getMessage());
        UnmatchedArgumentException.printSuggestions(problem, command.getErr());
        command.getErr().println(name + " --help tells the options");
        return CommandLine.ExitCode.USAGE;
    }

    /** Says what went wrong in one line: what we raise ourselves in its own words, any other with its type. */
    private static int report(Exception problem, CommandLine command) {
        Optional<Obstacle> obstacle =
                problem instanceof IllegalStateException ? Optional.empty() : Obstacle.in(problem);
        String other = problem instanceof IllegalStateException ? problem.getMessage() : problem.toString();
        String text = obstacle.map(
                        found -> found.sentence("cannot write the folder of the run, " + problem.getMessage()))
                .orElse(other);
        command.getErr().println("perennial " + command.getCommandName() + ": " + text);
        return obstacle.filter(Obstacle::isWrongUse).isPresent()
                ? CommandLine.ExitCode.USAGE
                : CommandLine.ExitCode.SOFTWARE;
    }
}
