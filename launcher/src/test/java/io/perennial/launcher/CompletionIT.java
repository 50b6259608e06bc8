package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Tab key offers in a real bash, and the reference page of the same commands. */
class CompletionIT {

    private static final Path ROOT = Path.of(System.getProperty("perennial.root"));

    @TempDir
    static Path folder;

    private static Path completions;

    @BeforeAll
    static void print() throws Exception {
        completions = Files.writeString(folder.resolve("completions"), typed("completion", "bash"));
    }

    private static String typed(String... words) throws Exception {
        Terminal.Answer answer = new Terminal(folder).type(2, words);
        assertEquals(0, answer.exit(), answer.err());
        return answer.out();
    }

    /** What bash offers for the last of these words. */
    private static Set<String> offered(String... words) throws Exception {
        String line = "compopt() { :; }; source " + completions + "; COMP_WORDS=(perennial "
                + String.join(
                        " ", Arrays.stream(words).map(word -> "'" + word + "'").toList())
                + "); COMP_CWORD=" + words.length + "; _complete_perennial; printf '%s\\n' ${COMPREPLY[@]}";
        Process bash =
                new ProcessBuilder("bash", "-c", line).redirectErrorStream(true).start();
        String text = new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor(), text);
        return new TreeSet<>(text.lines().filter(word -> !word.isBlank()).toList());
    }

    @Test
    void every_command_of_the_script_is_offered() throws Exception {
        Matcher commands =
                Pattern.compile("(?m)^commands='(.*)'$").matcher(Files.readString(ROOT.resolve("perennial")));
        assertTrue(commands.find());
        assertTrue(
                offered("").containsAll(List.of(commands.group(1).split(" ", -1))),
                () -> "script: " + commands.group(1));
    }

    @Test
    void commands_of_every_module_have_their_options_and_values() throws Exception {
        assertEquals(Set.of("verify"), offered("models", "ver"));
        assertEquals(Set.of("churn", "ltv", "trend"), offered("explain", "--target", ""));
        assertTrue(offered("ingest", "--map").contains("--mapping"));
        assertTrue(offered("simulate", "--us").contains("--users"));
        assertTrue(offered("mllib", "--snap").contains("--snapshots"));
        assertTrue(offered("score", "--reg").contains("--registry"));
        assertTrue(offered("bench", "").containsAll(Set.of("features", "serve")));
    }

    @Test
    void a_run_on_a_customer_table_is_completed_too() throws Exception {
        assertTrue(offered("run", "--lab").contains("--label"));
        assertTrue(offered("nbd", "--").containsAll(Set.of("--mapping", "--ledger")));
    }

    @Test
    void zsh_gets_the_same_through_its_bridge() throws Exception {
        String zsh = typed("completion", "zsh");
        assertTrue(zsh.startsWith("#compdef perennial\n"), zsh.substring(0, 80));
        assertTrue(zsh.endsWith(Files.readString(completions)));
    }

    @Test
    void a_shell_it_does_not_know_is_wrong_use() throws Exception {
        Terminal.Answer answer = new Terminal(folder).type(2, "completion", "fish");
        assertEquals(2, answer.exit());
        assertTrue(answer.err().contains("SHELL wants one of bash, zsh, markdown, not 'fish'"), answer.err());
        assertFalse(answer.err().contains("java."), answer.err());
    }

    @Test
    void the_reference_page_of_commands_is_current() throws Exception {
        String page = typed("completion", "markdown");
        Path file = ROOT.resolve("docs/reference/COMMANDS.md");
        if (Boolean.getBoolean("reference.update")) {
            Files.writeString(file, page);
        }
        assertEquals(Files.readString(file), page, "docs/reference/README.md says how to write it again");
    }
}
