package io.perennial.http.routes;

import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.protocol.Explaining;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The threads that explain: few, with a bounded queue, so that explanations, a thousand times dearer than scores, can
 * never stand in front of them. What does not fit is refused at once.
 */
public final class ExplainPool implements Explaining, AutoCloseable {

    private final Duration timeout;
    private final ThreadPoolExecutor threads;

    /** A pool of the configured size. */
    public ExplainPool(ServerConfig config) {
        this.timeout = config.explainTimeout();
        this.threads = new ThreadPoolExecutor(
                config.explainThreads(),
                config.explainThreads(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(config.explainQueue()),
                task -> {
                    Thread thread = new Thread(task, "explain");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public <T> Optional<T> runUntil(long endNanos, Supplier<T> task) {
        long left = Math.min(endNanos - System.nanoTime(), timeout.toNanos());
        if (left <= 0) {
            return Optional.empty();
        }
        Future<T> future = null;
        try {
            future = threads.submit(task::get);
            return Optional.of(result(future, left));
        } catch (RejectedExecutionException e) {
            return Optional.empty();
        } catch (TimeoutException e) {
            future.cancel(true);
            threads.purge();
            return Optional.empty();
        }
    }

    /** Runs a task on the pool and waits for it. */
    @Override
    public <T> T run(Supplier<T> task) {
        try {
            Future<T> future = threads.submit(task::get);
            return await(future);
        } catch (RejectedExecutionException e) {
            throw busy("too many explanations are waiting; try again in a second, or ask for the score alone");
        }
    }

    /** How long a task may take. */
    Duration timeout() {
        return timeout;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private <T> T await(Future<T> future) {
        try {
            return result(future, TimeUnit.MILLISECONDS.toNanos(timeout.toMillis() + 1_000));
        } catch (TimeoutException e) {
            future.cancel(true);
            throw busy("the explanation took longer than " + timeout.toSeconds() + " s; try again, or send fewer rows");
        }
    }

    private static <T> T result(Future<T> future, long nanos) throws TimeoutException {
        try {
            return future.get(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw busy("the server is stopping");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("an explanation failed", e.getCause());
        }
    }

    static Problem busy(String detail) {
        return Problem.of(Kind.BUSY, detail).with("Retry-After", "1");
    }
}
