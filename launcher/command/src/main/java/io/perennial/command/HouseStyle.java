package io.perennial.command;

import io.perennial.features.failure.Obstacle;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * How every command answers: {@code --version} is that of the build; what fails is told in one line that begins with
 * the command's whole name; exit codes 0 done, 1 failed, 2 wrong use.
 */
public final class HouseStyle {

    private static final int USAGE_COLUMNS = 80;

    /** Longer lines are hard to read. */
    private static final int WIDEST_USAGE = 120;

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://");

    private HouseStyle() {}

    /**
     * The command line of one process.
     *
     * @param commands an annotated object named {@code perennial}, with the process's commands below it; each has the
     *                 standard help options
     * @param telling  what a user is told of an exception; never its stack
     */
    public static CommandLine of(Object commands, Function<Exception, Failure> telling) {
        CommandLine line = new CommandLine(commands);
        tellVersion(line, "perennial " + Build.current().version());
        line.registerConverter(Path.class, HouseStyle::place);
        Terminal terminal = Terminal.current();
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(Math.min(terminal.columns().orElse(USAGE_COLUMNS), WIDEST_USAGE))
                .setColorScheme(Help.defaultColorScheme(terminal.colours() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setParameterExceptionHandler((wrong, words) -> wrongUse(wrong))
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> failed(command.getCommandSpec(), telling.apply(failure)));
    }

    /** Of an address such as hdfs://host/data Java would make a folder called hdfs: here. */
    private static Path place(String word) {
        if (ADDRESS.matcher(word).lookingAt()) {
            throw new TypeConversionException(word + " is an address");
        }
        return Path.of(word);
    }

    /** Runs a command and gives its exit code; a heap that is too small is a failure like any other. */
    public static int execute(CommandLine line, String... words) {
        try {
            return line.execute(words);
        } catch (OutOfMemoryError e) {
            // What filled the heap is unreachable by now.
            CommandSpec command = Optional.ofNullable(line.getSubcommands().get(words.length == 0 ? "" : words[0]))
                    .orElse(line)
                    .getCommandSpec();
            return failed(command, new Failure(Obstacle.NO_MEMORY.sentence("stopped"), false));
        }
    }

    private static void tellVersion(CommandLine line, String version) {
        line.getCommandSpec().version(version);
        line.getSubcommands().values().forEach(command -> tellVersion(command, version));
    }

    private static int wrongUse(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(prefix(name) + Misuse.sentence(wrong));
        command.getErr().println(name + " --help tells the options");
        return CommandLine.ExitCode.USAGE;
    }

    private static String prefix(String command) {
        return Terminal.current().paintSaid(Terminal.Ink.FAULT, command + ":") + " ";
    }

    private static int failed(CommandSpec command, Failure failure) {
        command.commandLine().getErr().println(prefix(command.qualifiedName()) + failure.text());
        return failure.wrongUse() ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }
}
