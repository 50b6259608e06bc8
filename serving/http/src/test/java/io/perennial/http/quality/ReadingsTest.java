package io.perennial.http.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.api.Patience;
import io.perennial.http.api.Problem;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What takes long is read beside the requests, once however many ask, and not again at once. */
class ReadingsTest {

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final AtomicLong clock = new AtomicLong(5);
    private final AtomicInteger read = new AtomicInteger();
    private final Patience none = new Patience(Duration.ZERO);
    private final Readings<String, Integer> late = new Readings<>(waiting::add, none, clock::get);
    private final Readings<String, Integer> prompt = new Readings<>(Runnable::run, none, clock::get);

    @Test
    void whoever_asks_meanwhile_is_told_to_come_back_and_finds_what_was_read_once() {
        for (int asked = 0; asked < 3; asked++) {
            Problem early = assertThrows(Problem.class, () -> late.of("a", read::incrementAndGet));
            assertEquals(503, early.kind().status());
            assertEquals("5", early.headers().get("Retry-After"));
        }
        assertEquals(1, waiting.size(), "reloading reads anew");
        waiting.poll().run();
        assertEquals(1, late.of("a", read::incrementAndGet), "what came late is there for who comes back");
        assertTrue(waiting.isEmpty());
    }

    @Test
    void what_took_long_is_kept_for_half_a_minute_and_what_did_not_is_read_anew() {
        long slow = Readings.LONG.toNanos() + 1;
        assertEquals(1, prompt.of("slow", () -> after(slow, 1)));
        clock.addAndGet(Readings.KEPT.toNanos() - 1);
        assertEquals(1, prompt.of("slow", () -> after(slow, 2)));
        assertEquals(3, prompt.of("another", () -> after(slow, 3)));
        assertEquals(4, prompt.of("slow", () -> after(slow, 4)), "kept for longer than that");
        assertEquals(5, prompt.of("quick", () -> after(slow - 1, 5)));
        assertEquals(6, prompt.of("quick", () -> after(slow - 1, 6)));
    }

    private int after(long nanos, int value) {
        clock.addAndGet(nanos);
        return value;
    }

    @Test
    void a_failure_is_told_and_not_kept() {
        UncheckedIOException failure = new UncheckedIOException(new NoSuchFileException("log"));
        assertSame(
                failure,
                assertThrows(
                        UncheckedIOException.class,
                        () -> prompt.of("a", () -> {
                            throw failure;
                        })));
        assertEquals(7, prompt.of("a", () -> 7));
    }

    @Test
    void where_too_much_waits_one_is_refused_and_may_come_back() {
        Readings<String, Integer> full = new Readings<>(
                task -> {
                    throw new RejectedExecutionException();
                },
                none,
                clock::get);
        assertEquals(
                Problem.Kind.BUSY,
                assertThrows(Problem.class, () -> full.of("a", read::incrementAndGet))
                        .kind());
    }
}
