package io.perennial.http.quality;

import io.perennial.http.api.Patience;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Values that take long to read, read beside the requests, each once however many ask. One that took long, or that came too
 * late for somebody, is kept for half a minute; any other is read anew. For any number of threads.
 */
final class Readings<K, V> {

    static final Duration KEPT = Duration.ofSeconds(30);

    /** What takes longer is kept. */
    static final Duration LONG = Duration.ofMillis(200);

    private static final int MOST_KEPT = 16;

    private final Executor worker;
    private final Patience patience;
    private final LongSupplier nanoTime;
    private final Map<K, Reading> readings = new LinkedHashMap<>(2 * MOST_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Reading> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /**
     * No reading yet.
     *
     * @param worker   reads; refuses where too much waits
     * @param patience how long a request waits
     * @param nanoTime a clock that only goes forward
     */
    Readings(Executor worker, Patience patience, LongSupplier nanoTime) {
        this.worker = worker;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** A value that is being read, or was. */
    private final class Reading {

        private final CompletableFuture<V> value;
        private volatile long took;
        private volatile long ended;
        private volatile boolean cameLate;

        private Reading(Supplier<V> reader) {
            value = CompletableFuture.supplyAsync(
                    () -> {
                        long begun = nanoTime.getAsLong();
                        try {
                            return reader.get();
                        } finally {
                            ended = nanoTime.getAsLong();
                            took = ended - begun;
                        }
                    },
                    worker);
        }

        private boolean isOfUse() {
            if (!value.isDone()) {
                return true;
            }
            return !value.isCompletedExceptionally()
                    && (cameLate || took > LONG.toNanos())
                    && nanoTime.getAsLong() - ended < KEPT.toNanos();
        }
    }

    /**
     * The value of a key.
     *
     * @throws Problem 503 with Retry-After while it is being read, or where too much waits to be read
     */
    V of(K key, Supplier<V> reader) {
        Reading reading = reading(key, reader);
        return patience.await(reading.value).orElseThrow(() -> {
            reading.cameLate = true;
            return later("the decision log is being read; try again in a moment");
        });
    }

    private synchronized Reading reading(K key, Supplier<V> reader) {
        Reading known = readings.get(key);
        if (known != null && known.isOfUse()) {
            return known;
        }
        try {
            Reading begun = new Reading(reader);
            readings.put(key, begun);
            return begun;
        } catch (RejectedExecutionException e) {
            throw later("too many versions are waiting to be judged; try again in a moment");
        }
    }

    private static Problem later(String detail) {
        return Problem.of(Kind.BUSY, detail).with("Retry-After", "5");
    }
}
