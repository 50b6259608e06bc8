package io.perennial.http.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers on their way to the thread that writes them. Where that is behind, who puts one in waits for room, but not for
 * ever; once somebody waited in vain nobody waits any more, until the writer comes back for more: a disk that hangs
 * must not hold up every row of a batch anew, nor every reader. For any number of threads, one of which takes.
 */
final class DecisionQueue {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionQueue.class);
    private static final int ROOM = 4_096;
    private static final int BATCH = 256;
    private static final long LONGEST_WAIT_MILLIS = 2_000;
    private static final long LOOK_MILLIS = 100;
    private static final long GATHERING_MILLIS = 1;

    private final BlockingQueue<Given> given = new ArrayBlockingQueue<>(ROOM);
    private volatile boolean isStuck;

    /** Puts an answer in; false where there is no room for it. */
    boolean put(Given answer) throws InterruptedException {
        if (isStuck) {
            return given.offer(answer);
        }
        boolean isIn = given.offer(answer, LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        if (!isIn) {
            stick();
        }
        return isIn;
    }

    /** Says that somebody waited for the writer in vain. */
    void stick() {
        if (!isStuck) {
            isStuck = true;
            LOG.error("the disk takes no decisions; those for which there is no room until it does are lost");
        }
    }

    /** Whether somebody waited for the writer in vain, and it did not come back since. */
    boolean isStuck() {
        return isStuck;
    }

    /**
     * Takes some out, the first that came first; none where none comes for a while.
     *
     * @param isGathering whether more may be waited for: an answer that wakes the writer costs as much as writing it
     */
    List<Given> take(boolean isGathering) throws InterruptedException {
        List<Given> batch = new ArrayList<>(BATCH);
        isStuck = false;
        Given first = given.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            if (isGathering && given.size() < BATCH) {
                gather();
            }
            given.drainTo(batch, BATCH - 1);
        }
        return batch;
    }

    /** Lets more come; who interrupts that is heard at the next look, so that nothing taken is lost. */
    private static void gather() {
        try {
            TimeUnit.MILLISECONDS.sleep(GATHERING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isEmpty() {
        return given.isEmpty();
    }
}
