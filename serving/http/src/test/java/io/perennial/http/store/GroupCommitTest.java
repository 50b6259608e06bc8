package io.perennial.http.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When a change is acknowledged, and when never. */
class GroupCommitTest {

    @Test
    void nothing_is_acknowledged_before_the_sync_that_follows_it() throws Exception {
        CountDownLatch mayFinish = new CountDownLatch(1);
        try (GroupCommit commits = new GroupCommit(changes -> {
            changes.run();
            await(mayFinish);
        })) {
            CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> commits.commit(() -> 7));
            assertThrows(java.util.concurrent.TimeoutException.class, () -> answer.get(50, TimeUnit.MILLISECONDS));
            mayFinish.countDown();
            assertEquals(7, answer.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void changes_that_come_during_a_sync_share_the_next_one() throws Exception {
        CountDownLatch mayFinish = new CountDownLatch(1);
        AtomicInteger syncs = new AtomicInteger();
        AtomicInteger made = new AtomicInteger();
        GroupCommit commits = new GroupCommit(changes -> {
            changes.run();
            await(mayFinish);
            syncs.incrementAndGet();
        });
        Thread[] threads = new Thread[20];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> commits.commit(made::incrementAndGet));
            threads[i].start();
        }
        while (made.get() == 0) {
            Thread.onSpinWait();
        }
        mayFinish.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        commits.close();
        assertEquals(threads.length, made.get());
        assertTrue(syncs.get() <= threads.length + 1, syncs + " syncs");
    }

    @Test
    void what_shares_a_sync_that_failed_is_refused_and_what_comes_later_is_kept() {
        AtomicInteger syncs = new AtomicInteger();
        try (GroupCommit commits = new GroupCommit(changes -> {
            changes.run();
            if (syncs.incrementAndGet() == 1) {
                throw new IllegalStateException("no space left on device");
            }
        })) {
            StoreException failure = assertThrows(StoreException.class, () -> commits.commit(() -> 1));
            assertTrue(failure.getMessage().contains("no space left"), failure.getMessage());
            assertEquals(2, commits.commit(() -> 2));
        }
    }

    @Test
    void a_store_that_can_keep_nothing_can_be_closed() {
        GroupCommit commits = new GroupCommit(changes -> {
            throw new StoreException("no disk", null);
        });
        assertThrows(StoreException.class, () -> commits.commit(() -> 1));
        commits.close();
        assertThrows(StoreException.class, () -> commits.commit(() -> 1));
    }

    @Test
    void a_change_that_fails_by_itself_fails_alone() {
        try (GroupCommit commits = new GroupCommit(Runnable::run)) {
            StoreException failure = assertThrows(
                    StoreException.class,
                    () -> commits.commit(() -> {
                        throw new IllegalStateException("an event that can't be read");
                    }));
            assertTrue(failure.getMessage().contains("can't be read"), failure.getMessage());
            assertEquals(1, commits.commit(() -> 1));
        }
    }

    @Test
    void a_closed_store_takes_nothing_and_keeps_nobody_waiting() {
        GroupCommit commits = new GroupCommit(Runnable::run);
        assertEquals(1, commits.commit(() -> 1));
        commits.close();
        assertThrows(StoreException.class, () -> commits.commit(() -> 1));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
