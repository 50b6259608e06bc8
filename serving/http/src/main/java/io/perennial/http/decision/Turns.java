package io.perennial.http.decision;

import io.perennial.http.api.Problem;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Turns at the files of a decision log: so many work at a time, in the order they came, and who waits too long is told to
 * come again. A disk that hangs keeps those who have a turn, and who erases.
 */
final class Turns {

    private static final long LONGEST_WAIT_MILLIS = 2_000;

    private final Semaphore free;

    Turns(int most) {
        this.free = new Semaphore(most, true);
    }

    /**
     * Does work in a turn; not from within one.
     *
     * @throws Problem where none came free in time
     */
    <T> T take(Supplier<T> work) {
        if (!hasTurn()) {
            throw Problem.busy("the decision log is slow to read, or its disk hangs; send the request again");
        }
        return taken(work);
    }

    /** Does the rest of work that was begun, and so can't be sent again: waits for its turn however long. */
    <T> T await(Supplier<T> work) {
        free.acquireUninterruptibly();
        return taken(work);
    }

    private <T> T taken(Supplier<T> work) {
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    private boolean hasTurn() {
        try {
            return free.tryAcquire(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
