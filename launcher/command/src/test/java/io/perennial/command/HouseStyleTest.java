package io.perennial.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a user reads of a command that is asked, misused, or fails. */
class HouseStyleTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Stands for the commands of a process. */
    @Command(name = "perennial", subcommands = Garden.class)
    static final class House {}

    /** A command with commands of its own. */
    @Command(name = "garden", description = "Look after plants.")
    static final class Garden {

        @Command(name = "plant", description = "Plant something.", mixinStandardHelpOptions = true)
        int plant(
                @Option(names = "--bulb", required = true) String bulb,
                @Option(names = "--depth-in-mm") int depth,
                @Option(names = "--when") LocalDate when,
                @Option(names = "--bed") Path bed,
                @Option(names = "--light") Light light) {
            if (bulb.equals("rose")) {
                throw new IllegalStateException("no room for " + bulb + "; dig another bed");
            }
            return 0;
        }
    }

    /** Where a plant grows. */
    enum Light {
        SUN,
        SHADE
    }

    /** A command that needs more memory than there is. */
    @Command(name = "perennial")
    static final class Greedy {

        @Command(name = "grow")
        static final class Grow implements Runnable {
            @Override
            public void run() {
                throw new OutOfMemoryError("Java heap space");
            }
        }
    }

    private int run(Object commands, String... words) {
        CommandLine line = HouseStyle.of(commands, failure -> new Failure(failure.getMessage(), false));
        if (commands instanceof Greedy) {
            line.addSubcommand(new Greedy.Grow());
        }
        return HouseStyle.execute(line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)), words);
    }

    @Test
    void usage_names_the_whole_command() {
        assertEquals(0, run(new House(), "garden", "plant", "--help"));
        assertTrue(out.toString().startsWith("Usage: perennial garden plant "), out.toString());
    }

    @Test
    void the_version_is_told_at_every_level() {
        assertEquals(0, run(new House(), "garden", "plant", "--version"));
        assertTrue(out.toString().startsWith("perennial "), out.toString());
        assertEquals(1, out.toString().lines().count());
    }

    @Test
    void wrong_use_is_one_line_and_a_pointer_to_the_help() {
        assertEquals(2, run(new House(), "garden", "plant"));
        assertEquals(
                List.of(
                        "perennial garden plant: Missing required option: '--bulb=<bulb>'",
                        "perennial garden plant --help tells the options"),
                err.toString().lines().toList());
    }

    @Test
    void an_option_misspelt_names_the_nearest() {
        assertEquals(2, run(new House(), "garden", "plant", "--bulp=rose", "--bulb=rose"));
        assertTrue(err.toString().contains("--bulb"), err.toString());
        assertTrue(err.toString().startsWith("perennial garden plant: "), err.toString());
    }

    @Test
    void an_option_that_is_not_there_is_said_in_words_with_the_nearest() {
        assertEquals(2, run(new House(), "garden", "plant", "--bulp=rose", "--bulb=rose"));
        assertEquals(
                "perennial garden plant: there is no option '--bulp'; did you mean '--bulb'?",
                err.toString().lines().findFirst().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--depth-in-mm | x     | --depth-in-mm wants a whole number, not 'x'",
                "--when        | today | --when wants a day such as 2026-09-01, not 'today'",
                "--light       | dark  | --light wants one of sun, shade, not 'dark'",
                "--bed         | hdfs://host/bed | --bed wants a file or folder of this machine, not 'hdfs://host/bed'"
            })
    void a_value_that_cannot_be_read_is_told_without_a_type_of_java(String option, String value, String told) {
        assertEquals(2, run(new House(), "garden", "plant", "--bulb=x", option, value));
        assertEquals(
                "perennial garden plant: " + told,
                err.toString().lines().findFirst().orElseThrow());
    }

    @Test
    void a_failure_is_one_line_under_the_whole_name() {
        assertEquals(1, run(new House(), "garden", "plant", "--bulb=rose"));
        assertTrue(err.toString().startsWith("perennial garden plant: "), err.toString());
        assertTrue(err.toString().contains("no room for rose; dig another bed"), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    @Test
    void a_heap_that_is_too_small_is_told_with_its_remedy() {
        assertEquals(1, run(new Greedy(), "grow"));
        assertEquals(
                List.of("perennial grow: stopped: there is not enough memory; allow more, such as"
                        + " PERENNIAL_JAVA_OPTS=-Xmx8g, on a machine that has it"),
                err.toString().lines().toList());
    }
}
