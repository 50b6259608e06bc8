package io.perennial.launcher.completion;

import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The reference page of all commands: what {@code --help} says of each. */
public final class CommandPage {

    private static final int COLUMNS = 100;

    private CommandPage() {}

    /** The page, in Markdown. */
    public static String of(CommandLine all) {
        StringBuilder page = new StringBuilder("# Every command\n\nGenerated from the code; "
                + "[README](README.md) says how. What the commands are for: [COMMANDS](../COMMANDS.md).\n");
        new TreeMap<>(all.getSubcommands()).forEach((name, command) -> describe(name, command, page));
        return page.toString();
    }

    private static void describe(String name, CommandLine command, StringBuilder page) {
        command.setUsageHelpWidth(COLUMNS);
        page.append("\n## ").append(name).append("\n\n```\n");
        page.append(command.getUsageMessage(Ansi.OFF).replaceAll("[ \\t]+\n", "\n"))
                .append("```\n");
        new TreeMap<>(command.getSubcommands()).forEach((sub, inner) -> describe(name + " " + sub, inner, page));
    }
}
