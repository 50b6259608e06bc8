package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Options that nothing would look at are refused before any step runs. */
final class IdleOptionsTest {

    @TempDir
    private Path folder;

    private String refused(Object command, String... more) throws Exception {
        Path any = folder.resolve("any");
        Files.writeString(any, "");
        return refusedWithout(
                command,
                Stream.concat(Stream.of("--mapping", any.toString(), "--log", any.toString()), Stream.of(more)));
    }

    private String refusedWithout(Object command, Stream<String> more) {
        String[] words =
                Stream.concat(Stream.of("--out", folder.toString()), more).toArray(String[]::new);
        StringWriter err = new StringWriter();
        assertEquals(
                2, new CommandLine(command).setErr(new PrintWriter(err, true)).execute(words), err.toString());
        return err.toString();
    }

    @Test
    void folds_are_refused_where_days_are_named() throws Exception {
        String said = refused(new BacktestCommand(), "--as-of", "2026-01-01", "--folds", "5");
        assertTrue(said.contains("--folds is for a back-test without --as-of"), said);
    }

    @Test
    void a_discount_is_refused_where_no_user_is_asked_for() throws Exception {
        String said = refused(new NbdCommand(), "--discount", "0.2");
        assertTrue(said.contains("--discount says nothing without --user"), said);
    }

    @Test
    void aliases_are_refused_beside_the_log_of_an_earlier_run() throws Exception {
        String aliases =
                Files.writeString(folder.resolve("aliases.csv"), "alias,user\n").toString();
        String said =
                refusedWithout(new BacktestCommand(), Stream.of("--run", folder.toString(), "--aliases", aliases));
        assertTrue(said.contains("--aliases is for --log"), said);
    }

    @Test
    void the_size_of_a_simulation_is_refused_where_a_log_is_given() throws Exception {
        for (String size : List.of("--users", "--days")) {
            String said = refused(new QuickstartCommand(), size, "500");
            assertTrue(said.contains(size + " is of a simulation"), said);
        }
    }

    @Test
    void a_port_is_refused_where_nothing_is_served() throws Exception {
        String said = refused(new QuickstartCommand(), "--no-serve", "--port", "8081");
        assertTrue(said.contains("--port says nothing beside --no-serve"), said);
    }
}
