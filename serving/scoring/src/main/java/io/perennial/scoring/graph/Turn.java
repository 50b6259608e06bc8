package io.perennial.scoring.graph;

/**
 * Long work that lets other threads have a busy processor between its steps: a score takes microseconds, and would
 * otherwise wait until the time slice of an explanation, or of a version that is being opened, is over.
 */
public final class Turn {

    /** Steps of a tree each: a fraction of a millisecond together. */
    private static final int TREES = 16;

    private Turn() {}

    /** After a tree of a forest: now and then somebody else's turn. */
    public static void afterTree(int tree) {
        if (tree % TREES == TREES - 1) {
            pass();
        }
    }

    /** Somebody else's turn, where anybody waits. */
    @SuppressWarnings("ThreadPriorityCheck") // a hint for speed, and nothing is right or wrong by it
    public static void pass() {
        Thread.yield();
    }
}
