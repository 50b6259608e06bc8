package io.perennial.http.failure;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A second's pause after something failed, before it is tried again. For any thread. */
public final class Pause {

    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    private final AtomicLong end;

    /** None yet; time is as {@link System#nanoTime} has it. */
    public Pause(LongSupplier nanos) {
        this.nanos = nanos;
        this.end = new AtomicLong(nanos.getAsLong());
    }

    /** It begins, again where it had begun before. */
    public void begin() {
        end.set(nanos.getAsLong() + NANOS);
    }

    /** Whether what failed may be tried again, or none ever began. */
    public boolean isOver() {
        return nanos.getAsLong() - end.get() >= 0;
    }

    /** Whether it is over, said to one alone: for everybody else it has begun again. */
    public boolean isOverForOne() {
        long before = end.get();
        long now = nanos.getAsLong();
        return now - before >= 0 && end.compareAndSet(before, now + NANOS);
    }
}
