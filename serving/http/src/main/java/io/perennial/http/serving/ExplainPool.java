package io.perennial.http.serving;

import io.perennial.http.api.Patience;
import io.perennial.http.api.Problem;
import io.perennial.http.config.ExplainConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The threads that explain: few, with a bounded queue, so that explanations, a thousand times dearer than scores, can
 * never stand in front of them. What does not fit is refused at once.
 */
public final class ExplainPool implements AutoCloseable {

    private final Duration timeout;
    private final ThreadPoolExecutor threads;

    /** One for each task that runs or waits. */
    private final Semaphore places;

    /** A pool of the configured size. */
    public ExplainPool(ExplainConfig config) {
        this.timeout = config.timeout();
        this.threads = new ThreadPoolExecutor(
                config.threads(), config.threads(), 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "explain");
                    thread.setDaemon(true);
                    return thread;
                });
        this.places = new Semaphore(config.threads() + config.queue());
    }

    /**
     * What a task gives; empty where it finds no place, or an instant comes first.
     *
     * @param endNanos the instant, by {@link System#nanoTime}
     */
    public <T> Optional<T> runUntil(long endNanos, Supplier<T> task) {
        long left = Math.min(endNanos - System.nanoTime(), timeout.toNanos());
        if (left <= 0 || !places.tryAcquire()) {
            return Optional.empty();
        }
        return placed(task, Duration.ofNanos(left));
    }

    /**
     * What a task gives.
     *
     * @throws Problem where it finds no place, or takes too long
     */
    public <T> T run(Supplier<T> task) {
        if (!places.tryAcquire()) {
            throw Problem.busy("too many explanations are waiting; try again in a second, or ask for the score alone");
        }
        return placed(task);
    }

    /**
     * What another task gives of who had one {@link #run}: it waits for a place, so that what was begun is not refused at
     * once, and none is kept while work of another kind lies between.
     *
     * @throws Problem where it takes too long
     */
    public <T> T runOn(Supplier<T> task) {
        try {
            if (!places.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw tookLong();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Patience.stopping();
        }
        return placed(task);
    }

    private <T> T placed(Supplier<T> task) {
        return placed(task, timeout.plusSeconds(1)).orElseThrow(this::tookLong);
    }

    private Problem tookLong() {
        return Problem.busy(
                "the explanation took longer than " + timeout.toSeconds() + " s; try again, or send fewer rows");
    }

    /** What a task gives in the place it has, which is free again afterwards; nobody needs what comes later. */
    private <T> Optional<T> placed(Supplier<T> task, Duration longest) {
        try {
            Future<T> future = submitted(task);
            try {
                return new Patience(longest).await(future);
            } finally {
                if (!future.isDone()) {
                    future.cancel(true);
                    threads.purge();
                }
            }
        } finally {
            places.release();
        }
    }

    private <T> Future<T> submitted(Supplier<T> task) {
        try {
            return threads.submit(task::get);
        } catch (RejectedExecutionException e) {
            throw Patience.stopping();
        }
    }

    /** How long a task may take. */
    public Duration timeout() {
        return timeout;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
