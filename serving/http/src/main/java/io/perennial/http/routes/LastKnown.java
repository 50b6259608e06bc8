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
    private CompletableFuture<T> asking;
    private volatile T known;

    /**
     * What a source says.
     *
     * @param unknown told before it said anything, and where it fails
     */
    LastKnown(Supplier<T> source, T unknown) {
        this.source = source;
        this.unknown = unknown;
        this.known = unknown;
        this.asking = CompletableFuture.completedFuture(unknown);
    }

    /** What it says now, or where that takes longer than half a second what it said last. */
    T get() {
        try {
            known = ask().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return known;
        } catch (ExecutionException e) {
            known = unknown;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return known;
    }

    private synchronized CompletableFuture<T> ask() {
        if (asking.isDone()) {
            asking = CompletableFuture.supplyAsync(source, thread);
        }
        return asking;
    }
}
