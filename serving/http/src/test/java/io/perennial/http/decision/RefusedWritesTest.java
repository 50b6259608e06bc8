package io.perennial.http.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What an operator reads of decisions that could not be written. */
class RefusedWritesTest {

    private final List<String> lines = new ArrayList<>();

    /** A log that keeps level and words of each line. */
    private final Logger log = (Logger) Proxy.newProxyInstance(
            Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, given) -> {
                lines.add(method.getName() + " " + given[0]);
                return null;
            });

    private final RefusedWrites refusals = new RefusedWrites(log);

    @Test
    void a_full_disk_is_a_warning_with_what_it_says_and_what_is_counted() {
        refusals.refused(new IOException("No space left on device"));
        assertEquals(1, lines.size());
        assertTrue(
                lines.get(0)
                        .startsWith("warn decisions can't be written: No space left on device; they are tried again"),
                lines.get(0));
        assertTrue(lines.get(0).contains("perennial_decisions_dropped_total"), lines.get(0));
    }

    @Test
    void a_disk_that_names_another_segment_each_second_is_said_once() {
        for (int second = 0; second < 20; second++) {
            refusals.refused(new FileSystemException("/log/" + second, null, "No space left on device"));
        }
        assertEquals(1, lines.size(), lines.toString());
    }

    @Test
    void a_batch_and_the_segment_after_it_are_refused_once() {
        refusals.refused(new IOException("input/output error"), Optional.of(new IOException("no permission")));
        assertEquals(1, lines.size(), lines.toString());
        assertTrue(lines.get(0).contains("input/output error"), lines.get(0));
    }

    @Test
    void after_a_segment_was_left_the_next_one_tells_why() {
        refusals.refused(new ClosedChannelException(), Optional.of(new IOException("no permission")));
        assertEquals(1, lines.size(), lines.toString());
        assertTrue(lines.get(0).contains("no permission"), lines.get(0));
    }

    @Test
    void a_segment_that_was_left_says_nothing_itself() {
        refusals.refused(new ClosedChannelException(), Optional.empty());
        assertEquals(List.of(), lines);
    }

    @Test
    void what_no_disk_says_is_an_error_each_time() {
        refusals.refused(new IllegalStateException("a fault"));
        refusals.refused(new IllegalStateException("a fault"));
        assertEquals(List.of("error decisions could not be written", "error decisions could not be written"), lines);
    }

    @Test
    void that_they_are_written_again_is_said_once_after_a_refusal() {
        refusals.written();
        assertEquals(List.of(), lines);
        refusals.refused(new IOException("full"));
        refusals.written();
        refusals.written();
        assertEquals("info decisions are written again", lines.get(1));
        assertEquals(2, lines.size());
    }
}
