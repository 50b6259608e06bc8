package io.perennial.http.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DecisionQueueTest {

    /** The queue looks into no answer. */
    private static final Given ANSWER = new Given(null, null, null, LocalDate.EPOCH, Instant.EPOCH, null);

    private final DecisionQueue queue = new DecisionQueue();

    @Test
    @Timeout(60)
    void an_answer_waits_for_room_although_a_reader_waited_in_vain() throws Exception {
        fill();
        queue.waitedInVain();
        assertTrue(queue.isStuck());
        CompletableFuture<Integer> taken = CompletableFuture.supplyAsync(
                this::takeAll, CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
        assertTrue(queue.put(ANSWER), "it was lost though the writer came back within its wait");
        assertTrue(taken.get() >= DecisionQueue.ROOM);
        assertFalse(queue.isStuck());
    }

    @Test
    @Timeout(60)
    void once_an_answer_waited_in_vain_no_other_waits_until_the_writer_comes_back() throws Exception {
        fill();
        assertFalse(queue.put(ANSWER));
        assertTrue(queue.isStuck());
        long begin = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            assertFalse(queue.put(ANSWER));
        }
        assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(20), "each waited anew");
        assertEquals(DecisionQueue.ROOM, takeAll());
        assertFalse(queue.isStuck());
        assertTrue(queue.put(ANSWER));
    }

    /** Puts answers in until there is room for no more. */
    private void fill() throws InterruptedException {
        for (int i = 0; i < DecisionQueue.ROOM; i++) {
            assertTrue(queue.put(ANSWER));
        }
    }

    private int takeAll() {
        int taken = 0;
        try {
            do {
                taken += queue.take(false).size();
            } while (!queue.isEmpty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return taken;
    }
}
