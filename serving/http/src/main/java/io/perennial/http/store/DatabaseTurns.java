package io.perennial.http.store;

import io.perennial.http.failure.Pause;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Who may ask a database: few at once, and one a second while it does not answer, so that those who need it take no
 * places from those who don't. For any thread.
 */
final class DatabaseTurns {

    /** How long a turn is waited for: a database that answers gives each back several times meanwhile. */
    private static final long PATIENCE_MILLIS = 100;

    private final int most;
    private final Semaphore turns;
    private final Pause pause;

    /** Whether it did not answer the last who asked. */
    private volatile boolean isSilent;

    /**
     * Turns at a database.
     *
     * @param most  how many may ask at once
     * @param nanos the time, as {@link System#nanoTime} has it
     */
    DatabaseTurns(int most, LongSupplier nanos) {
        this.most = most;
        this.turns = new Semaphore(most);
        this.pause = new Pause(nanos);
    }

    /**
     * Begins a turn, to be {@linkplain #end ended} whatever comes of it.
     *
     * @throws StoreException where the database did not answer a moment ago, or others wait for it
     */
    void begin() {
        if (isSilent && !pause.isOverForOne()) {
            throw new StoreException(
                    "the database of the store did not answer a moment ago; the request can be sent again", null);
        }
        if (!isFree()) {
            throw new StoreException(
                    "the database of the store is behind: " + most + " wait for it already; the request can be sent"
                            + " again",
                    null);
        }
    }

    private boolean isFree() {
        try {
            return turns.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The database answered. */
    void answered() {
        isSilent = false;
    }

    /** It did not: from now on one a second asks. */
    void silent() {
        pause.begin();
        isSilent = true;
    }

    /** Whether it did not answer the last who asked. */
    boolean areResting() {
        return isSilent;
    }

    /** Gives the turn to the next. */
    void end() {
        turns.release();
    }
}
