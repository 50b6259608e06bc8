package io.perennial.launcher;

import io.perennial.launcher.completion.AllCommands;
import io.perennial.launcher.completion.CommandPage;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what a shell needs to complete every command, option and value by the Tab key. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "What a shell needs to complete every command by the Tab key. In this shell:"
                + " source <(perennial completion bash). In every shell: perennial completion bash"
                + " > ~/.local/share/bash-completion/completions/perennial; for zsh put"
                + " source <(perennial completion zsh) into ~/.zshrc.")
final class CompletionCommand implements Callable<Integer> {

    /** The picocli script speaks bash; zsh reads it through its own bridge. */
    private static final String ZSH_BRIDGE = """
            #compdef perennial
            autoload -U +X compinit && compinit
            autoload -U +X bashcompinit && bashcompinit
            """;

    /** What can be printed. */
    enum Form {
        BASH,
        ZSH,
        /** The reference page of all commands. */
        MARKDOWN
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh; markdown prints the reference page of all commands.")
    private Form form;

    @Override
    public Integer call() {
        CommandLine all =
                AllCommands.of(Script.current().path().toAbsolutePath().getParent());
        System.out.print(
                switch (form) {
                    case BASH -> AutoComplete.bash("perennial", all);
                    case ZSH -> ZSH_BRIDGE + AutoComplete.bash("perennial", all);
                    case MARKDOWN -> CommandPage.of(all);
                });
        return 0;
    }
}
