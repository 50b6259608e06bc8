package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.command.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChainProgressTest {

    private static final List<Step> LATER = List.of(step("score"), step("report"));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long now;

    private static Step step(String command) {
        return new Step(command, List.of(), List.of(), Path.of(command));
    }

    private ChainProgress progress(OptionalInt columns) {
        Terminal terminal = new Terminal(OptionalInt.empty(), columns, false);
        return new ChainProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, () -> now);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_file_gets_a_line_that_says_how_long_and_what_comes_after() {
        try (ChainProgress progress = progress(OptionalInt.empty())) {
            progress.begin("[1/3] train", LATER);
            now = TimeUnit.SECONDS.toNanos(75);
            progress.tick();
            progress.end();
        }
        assertEquals(
                List.of(
                        "[1/3] train ...",
                        "[1/3] train: 1 min 15 s so far, then score, report (1 min 15 s in all)",
                        "[1/3] train took 75 s"),
                text().lines().toList());
    }

    @Test
    void on_a_terminal_the_last_line_makes_room_for_what_a_step_says() {
        try (ChainProgress progress = progress(OptionalInt.of(60))) {
            progress.begin("[3/3] report", List.of());
            progress.tick();
            progress.say("perennial report: drawing");
        }
        String cleared = "\r\u001b[K";
        assertTrue(
                text().contains("[3/3] report: 0 s so far, the last step (0 s in all)" + cleared
                        + "perennial report: drawing\n"),
                text());
    }

    @Test
    void a_line_never_runs_over_the_edge_of_the_terminal() {
        try (ChainProgress progress = progress(OptionalInt.of(40))) {
            progress.begin("[1/3] train", LATER);
            bytes.reset();
            progress.tick();
        }
        assertEquals("[1/3] train: 0 s so far, then score, re", text().replaceAll("\r\u001b\\[K", ""));
    }

    @Test
    void nothing_is_said_once_no_step_runs() {
        try (ChainProgress progress = progress(OptionalInt.empty())) {
            progress.begin("[1/1] report", List.of());
            progress.stop();
            bytes.reset();
            progress.tick();
        }
        assertEquals("", text());
    }

    @Test
    void spans_are_told_in_the_units_people_use() {
        assertEquals("59 s", Span.words(59));
        assertEquals("1 min 0 s", Span.words(60));
        assertEquals("2 h 5 min", Span.words(7_500));
    }
}
