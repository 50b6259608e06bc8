package io.perennial.http.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is kept of values that cost much to make. */
class LatestTest {

    private final Latest<Integer, String> latest = new Latest<>(3);
    private final List<Integer> made = new ArrayList<>();

    private String get(int key) {
        return latest.get(key, any -> {
            made.add(any);
            return "value " + any;
        });
    }

    @Test
    void of_more_than_fit_only_the_one_not_asked_for_the_longest_goes() {
        for (int key : new int[] {1, 2, 3, 1, 4}) {
            assertEquals("value " + key, get(key));
        }
        assertEquals(List.of(1, 2, 3, 4), made);
        assertTrue(latest.holds(1) && latest.holds(3) && latest.holds(4));
        assertFalse(latest.holds(2));
    }

    @Test
    void a_value_that_could_not_be_made_is_tried_again() {
        assertThrows(
                IllegalStateException.class,
                () -> latest.get(1, any -> {
                    throw new IllegalStateException("not yet");
                }));
        assertEquals("value 1", get(1));
    }

    @Test
    void what_is_there_is_given_while_another_value_is_made() throws Exception {
        get(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<String> slow = slow(begun, mayEnd);
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        assertEquals("value 1", CompletableFuture.supplyAsync(() -> get(1)).get(10, TimeUnit.SECONDS));
        assertFalse(latest.holds(2));
        mayEnd.countDown();
        assertEquals("slow", slow.get(10, TimeUnit.SECONDS));
        assertEquals("slow", get(2));
    }

    @Test
    void who_is_interrupted_waits_for_no_value_that_another_makes() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<String> slow = slow(begun, mayEnd);
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                get(1);
            } catch (IllegalStateException e) {
                ended.complete(Thread.currentThread().isInterrupted());
            }
        });
        waiting.start();
        waiting.interrupt();
        assertTrue(ended.get(10, TimeUnit.SECONDS));
        mayEnd.countDown();
        assertEquals("slow", slow.get(10, TimeUnit.SECONDS));
        assertEquals(List.of(), made);
    }

    /** Begins to make the second value, which takes as long as is said. */
    private CompletableFuture<String> slow(CountDownLatch begun, CountDownLatch mayEnd) {
        return CompletableFuture.supplyAsync(() -> latest.get(2, key -> {
            begun.countDown();
            await(mayEnd);
            return "slow";
        }));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
