package io.perennial.http.store;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A second's pause after something failed, before it is tried again. For any thread. */
final class Pause {

    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    private volatile long end;

    /** None yet; time is as {@link System#nanoTime} has it. */
    Pause(LongSupplier nanos) {
        this.nanos = nanos;
        this.end = nanos.getAsLong();
    }

    void begin() {
        end = nanos.getAsLong() + NANOS;
    }

    boolean isOver() {
        return nanos.getAsLong() - end >= 0;
    }
}
