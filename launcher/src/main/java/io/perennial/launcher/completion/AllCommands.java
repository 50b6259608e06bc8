package io.perennial.launcher.completion;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Every command of an installation as one tree; where two processes share a name, it has what either has. */
public final class AllCommands {

    private AllCommands() {}

    /**
     * The commands of an installation.
     *
     * @param home the folder of the script {@code perennial}
     * @throws IllegalStateException where a module is not built
     */
    public static CommandLine of(Path home) {
        CommandSpec root = CommandSpec.create().name("perennial").mixinStandardHelpOptions(true);
        CommandLine all = new CommandLine(root);
        for (CommandModule module : CommandModule.ALL) {
            module.commands(home).getSubcommands().forEach((name, command) -> add(all, name, command));
        }
        // A flat customer table takes another way under the same name.
        addMissing(all.getSubcommands().get("run"), all.getSubcommands().get("table"));
        offerSmallLetters(all);
        return all;
    }

    /** Values of enums are documented, and offered, as people type them. */
    private static void offerSmallLetters(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        for (OptionSpec option : List.copyOf(spec.options())) {
            if (isEnum(option) && option.group() == null) {
                spec.remove(option);
                spec.addOption(OptionSpec.builder(option)
                        .completionCandidates(smallLetters(option))
                        .build());
            }
        }
        for (PositionalParamSpec parameter : List.copyOf(spec.positionalParameters())) {
            if (isEnum(parameter)) {
                spec.remove(parameter);
                spec.addPositional(PositionalParamSpec.builder(parameter)
                        .completionCandidates(smallLetters(parameter))
                        .build());
            }
        }
        command.getSubcommands().values().forEach(AllCommands::offerSmallLetters);
    }

    private static boolean isEnum(ArgSpec argument) {
        return argument.auxiliaryTypes()[0].isEnum();
    }

    private static List<String> smallLetters(ArgSpec argument) {
        return Stream.of(argument.auxiliaryTypes()[0].getEnumConstants())
                .map(value -> value.toString().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static void add(CommandLine all, String name, CommandLine command) {
        CommandLine known = all.getSubcommands().get(name);
        if (known == null) {
            all.addSubcommand(name, command);
        } else {
            addMissing(known, command);
        }
    }

    private static void addMissing(CommandLine known, CommandLine other) {
        CommandSpec spec = known.getCommandSpec();
        for (OptionSpec option : other.getCommandSpec().options()) {
            if (spec.findOption(option.longestName()) == null) {
                spec.addOption(OptionSpec.builder(option).required(false).build());
            }
        }
        for (Map.Entry<String, CommandLine> sub : other.getSubcommands().entrySet()) {
            if (!known.getSubcommands().containsKey(sub.getKey())) {
                known.addSubcommand(sub.getKey(), sub.getValue());
            }
        }
    }
}
