package io.perennial.http.access;

import io.perennial.http.api.Caller;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.config.LimitConfig;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How often each caller may ask: a bucket that holds a burst and fills at a constant rate, kept as the one instant at
 * which it will be full again (the generic cell rate algorithm).
 */
final class RateLimit {

    private static final long NANOS = 1_000_000_000L;
    private static final int MOST_CALLERS = 100_000;

    private final long interval;
    private final long burst;
    private final LongSupplier nanos;
    private final Map<String, Long> fullAt = new ConcurrentHashMap<>();

    /** A limit of so many requests a second; {@code nanos} tells time as {@link System#nanoTime} does. */
    RateLimit(LimitConfig config, LongSupplier nanos) {
        this.interval = config.perSecond() == 0 ? 0 : NANOS / config.perSecond();
        this.burst = interval * config.burst();
        this.nanos = nanos;
    }

    /**
     * Takes one request from a caller's bucket.
     *
     * @throws Problem 429 where it is empty, with the seconds after which it is not
     */
    void take(Caller caller) {
        if (interval == 0) {
            return;
        }
        long now = nanos.getAsLong();
        long[] wait = {0};
        fullAt.compute(caller.id(), (id, full) -> {
            long from = full == null || full - now < 0 ? now : full;
            wait[0] = from + interval - now - burst;
            return wait[0] > 0 ? full : Long.valueOf(from + interval);
        });
        forgetIdle(now);
        if (wait[0] > 0) {
            throw Problem.of(
                            Kind.TOO_MANY,
                            caller.id() + " asks more than " + NANOS / interval + " times a second; ask less often, or"
                                    + " many rows at once")
                    .with("Retry-After", Long.toString((wait[0] + NANOS - 1) / NANOS));
        }
    }

    /** Subjects of tokens are without number; a full bucket says no more than none. */
    private void forgetIdle(long now) {
        if (fullAt.size() > MOST_CALLERS) {
            fullAt.values().removeIf(full -> full - now <= 0);
        }
    }
}
