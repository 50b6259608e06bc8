package io.perennial.launcher;

import io.perennial.command.Failure;
import io.perennial.command.HouseStyle;
import io.perennial.features.failure.Obstacle;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that run other commands. */
@Command(
        name = "perennial",
        description = "The whole chain in one command.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.class,
            QuickstartCommand.class,
            BacktestCommand.class,
            NbdCommand.class,
            ResultsCommand.class,
            CompletionCommand.class
        })
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
        System.exit(HouseStyle.execute(commandLine(), args));
    }

    static CommandLine commandLine() {
        return HouseStyle.of(new LauncherMain(), LauncherMain::told);
    }

    /** What we raise ourselves in its own words, any other with its type. */
    private static Failure told(Exception problem) {
        Optional<Obstacle> obstacle =
                problem instanceof IllegalStateException ? Optional.empty() : Obstacle.in(problem);
        String other = problem instanceof IllegalStateException ? problem.getMessage() : problem.toString();
        String text = obstacle.map(
                        found -> found.sentence("cannot write the folder of the run, " + problem.getMessage()))
                .orElse(other);
        return new Failure(text, obstacle.filter(Obstacle::isWrongUse).isPresent());
    }
}
