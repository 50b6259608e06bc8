package io.perennial.http.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What takes long to ask for is told as it was known. */
class LastKnownTest {

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    @Timeout(30)
    void while_the_source_hangs_it_is_told_as_it_was_and_the_source_is_asked_once() {
        CountDownLatch back = new CountDownLatch(1);
        LastKnown<Integer> number = new LastKnown<>(
                () -> {
                    int count = asked.incrementAndGet();
                    if (count == 2) {
                        awaitQuietly(back);
                    }
                    return count;
                },
                -1);
        int first = number.get();
        while (first != 1) {
            first = number.get();
        }
        assertEquals(1, number.get(), "as it was");
        assertEquals(1, number.get(), "as it was");
        assertEquals(2, asked.get(), "nobody asks beside who waits");
        back.countDown();
        int told = number.get();
        while (told < 2) {
            told = number.get();
        }
    }

    @Test
    @Timeout(30)
    void what_comes_late_is_known_the_next_time() {
        CountDownLatch back = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        LastKnown<Integer> number = new LastKnown<>(
                () -> {
                    int count = asked.incrementAndGet();
                    awaitQuietly(count == 1 ? back : never);
                    return count;
                },
                -1,
                Duration.ofMillis(20));
        assertEquals(-1, number.get());
        back.countDown();
        int told = number.get();
        while (told != 1) {
            told = number.get();
        }
        never.countDown();
    }

    @Test
    void where_the_source_fails_nothing_is_known() {
        LastKnown<Integer> number = new LastKnown<>(
                () -> {
                    if (asked.incrementAndGet() == 2) {
                        throw new IllegalStateException("gone");
                    }
                    return 7;
                },
                -1,
                Duration.ofSeconds(20));
        assertEquals(7, number.get());
        assertEquals(-1, number.get());
        assertEquals(7, number.get());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
