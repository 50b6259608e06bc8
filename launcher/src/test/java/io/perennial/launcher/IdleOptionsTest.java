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
        Path any = Files.createFile(folder.resolve(command.getClass().getSimpleName()));
        List<String> words = Stream.concat(
                        Stream.of("--mapping", any.toString(), "--log", any.toString(), "--out", folder.toString()),
                        Stream.of(more))
                .toList();
        StringWriter err = new StringWriter();
        assertEquals(
                2,
                new CommandLine(command).setErr(new PrintWriter(err, true)).execute(words.toArray(new String[0])),
                err.toString());
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
}
