package io.perennial.http.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * Makes changes one after the other on one thread, and tells those who asked only after a sync.
 *
 * <p>Changes that arrive during a sync share the next one, so a disk that syncs 200 times a second still keeps
 * thousands of requests a second. A change that fails by itself fails alone. After a sync that failed nothing more is kept: what the disk then holds is unknown,
 * and a second sync would report success over the loss.
 */
final class GroupCommit implements AutoCloseable {

    private static final int MOST_TOGETHER = 256;

    private final BlockingQueue<Change<?>> waiting = new LinkedBlockingQueue<>();
    private final Runnable sync;
    private final Thread thread;
    private volatile StoreException failure;

    private static final class Change<T> {
        private final Supplier<T> work;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private T made;
        private RuntimeException failed;

        Change(Supplier<T> work) {
            this.work = work;
        }

        void make() {
            try {
                made = work.get();
            } catch (RuntimeException e) {
                failed = e;
            }
        }

        void acknowledge() {
            if (failed == null) {
                answer.complete(made);
            } else {
                answer.completeExceptionally(failed);
            }
        }
    }

    /** Commits what is waiting, again and again; {@code sync} returns once everything made so far is on disk. */
    GroupCommit(Runnable sync) {
        this.sync = sync;
        this.thread = new Thread(this::run, "store-commit");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Makes a change and waits until it is on disk.
     *
     * @throws StoreException where it could not be kept; the store must be opened again
     */
    <T> T commit(Supplier<T> work) {
        Change<T> change = new Change<>(work);
        waiting.add(change);
        if (failure != null) {
            refuseWaiting();
        }
        try {
            return change.answer.join();
        } catch (CompletionException e) {
            throw new StoreException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Commits what is waiting, then takes nothing more. */
    @Override
    public void close() {
        waiting.add(new Change<>(() -> {
            failure = new StoreException("the store is closed: the server is stopping", null);
            return null;
        }));
        joinThread();
        refuseWaiting();
    }

    private void joinThread() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Change<?>> group = new ArrayList<>();
        try {
            while (failure == null) {
                group.clear();
                group.add(waiting.take());
                waiting.drainTo(group, MOST_TOGETHER - 1);
                group.forEach(Change::make);
                sync.run();
                group.forEach(Change::acknowledge);
            }
        } catch (InterruptedException | RuntimeException | Error e) { // whatever it was, nobody may wait for ever
            failure = new StoreException(
                    "the store can't be written: " + e.getMessage()
                            + "; look after its disk, then start the server again",
                    e);
            group.forEach(change -> change.answer.completeExceptionally(failure));
        }
        refuseWaiting();
    }

    private void refuseWaiting() {
        for (Change<?> change = waiting.poll(); change != null; change = waiting.poll()) {
            change.answer.completeExceptionally(failure);
        }
    }
}
