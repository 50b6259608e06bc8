package io.perennial.launcher;

import java.util.concurrent.Semaphore;

/**
 * Leave to run a command: two run at a time, in the order they were asked for, however many tests wait for a turn or for
 * a run that another test makes.
 */
final class Turn {

    /** A command seldom keeps more than one core busy. */
    private static final Semaphore FREE = new Semaphore(2, true);

    private Turn() {}

    /** Waits for a turn; whoever has one gives it back, whatever happens. */
    static void take() throws InterruptedException {
        FREE.acquire();
    }

    static void giveBack() {
        FREE.release();
    }
}
