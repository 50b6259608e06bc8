package io.perennial.http.routes;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Something that may take long to ask for, as from a database that hangs: where it does, it is told as it was last known,
 * and it is asked for once however many want to know. For any number of threads.
 */
final class LastKnown<T> {

    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Supplier<T> source;
    private final T unknown;
    private final Executor thread =
            new ThreadPoolExecutor(0, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread asking = new Thread(task, "last-known");
                asking.setDaemon(true);
                return asking;
            });
    private final Duration patience;
    private CompletableFuture<T> asking;
    private volatile T known;

    /**
     * What a source says.
     *
     * @param unknown told before it said anything, and where it fails
     */
    LastKnown(Supplier<T> source, T unknown) {
        this(source, unknown, PATIENCE);
    }

    /** The same, waited for as long as this. */
    LastKnown(Supplier<T> source, T unknown, Duration patience) {
        this.source = source;
        this.patience = patience;
        this.unknown = unknown;
        this.known = unknown;
        this.asking = CompletableFuture.completedFuture(unknown);
    }

    /** What it says now, or where that takes longer than half a second what it said last. */
    T get() {
        try {
            ask().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return known;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return known;
    }

    private synchronized CompletableFuture<T> ask() {
        if (asking.isDone()) {
            // What comes after whoever asked has gone is what is known the next time.
            asking = CompletableFuture.supplyAsync(source, thread)
                    .whenComplete((said, failure) -> known = failure == null ? said : unknown);
        }
        return asking;
    }
}
