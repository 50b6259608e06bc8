package io.perennial.http.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes changes one after the other on one thread, and tells those who asked only when they are kept.
 *
 * <p>Changes that arrive during a sync share the next one, so a disk that syncs 200 times a second still keeps
 * thousands of requests a second. A change that fails by itself fails alone; where a group could not be kept, all of it
 * is refused.
 */
final class GroupCommit implements AutoCloseable {

    private static final int MOST_TOGETHER = 256;

    private final BlockingQueue<Change<?>> waiting = new LinkedBlockingQueue<>();
    private final Consumer<Runnable> keep;
    private final Thread thread;

    /** Waits behind all others when it is closed. */
    private final Change<?> last = new Change<>(() -> null);

    private volatile boolean isClosed;

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
                refuse(failed);
            }
        }

        void refuse(Throwable why) {
            answer.completeExceptionally(why);
        }
    }

    /**
     * Commits what is waiting, again and again.
     *
     * @param keep runs what makes changes, and returns once these are on disk; where it throws, none of them may be
     */
    GroupCommit(Consumer<Runnable> keep) {
        this.keep = keep;
        this.thread = new Thread(this::run, "store-commit");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Makes a change and waits until it is on disk.
     *
     * @throws StoreException where it could not be kept
     */
    <T> T commit(Supplier<T> work) {
        Change<T> change = new Change<>(work);
        waiting.add(change);
        if (isClosed) {
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
        waiting.add(last);
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
        while (!group.contains(last)) {
            group.clear();
            try {
                group.add(waiting.take());
                waiting.drainTo(group, MOST_TOGETHER - 1);
                keep.accept(() -> group.forEach(Change::make));
                group.forEach(Change::acknowledge);
            } catch (InterruptedException | RuntimeException | Error e) { // whatever it was, nobody may wait for ever
                group.forEach(change -> change.refuse(e));
            }
        }
        isClosed = true;
        refuseWaiting();
    }

    private void refuseWaiting() {
        for (Change<?> change = waiting.poll(); change != null; change = waiting.poll()) {
            change.refuse(new StoreException("the store is closed: the server is stopping", null));
        }
    }
}
