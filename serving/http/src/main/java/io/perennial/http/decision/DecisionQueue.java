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
 * ever; once one waited in vain no other waits, until the writer comes back for more: a disk that hangs must not hold up
 * every row of a batch anew. Neither must it hold up every reader of what was written; but of a reader who waited in vain
 * only readers learn, since room may come yet. For any number of threads, one of which takes.
 */
final class DecisionQueue {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionQueue.class);

    /** How many answers wait at most. */
    static final int ROOM = 4_096;

    private static final int BATCH = 256;
    private static final long LONGEST_WAIT_MILLIS = 2_000;
    private static final long LOOK_MILLIS = 100;
    private static final long GATHERING_MILLIS = 1;

    private final BlockingQueue<Given> given = new ArrayBlockingQueue<>(ROOM);
    private volatile boolean isFull;
    private volatile boolean isLate;

    /** Puts an answer in; false where there is no room for it. */
    boolean put(Given answer) throws InterruptedException {
        if (isFull) {
            return given.offer(answer);
        }
        boolean isIn = given.offer(answer, LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        if (!isIn && !isFull) {
            isFull = true;
            LOG.error("the disk takes no decisions; those for which there is no room until it does are lost");
        }
        return isIn;
    }

    /** Says that a reader waited for the writer in vain. */
    void waitedInVain() {
        isLate = true;
    }

    /** Whether somebody waited for the writer in vain, and it did not come back since. */
    boolean isStuck() {
        return isFull || isLate;
    }

    /**
     * Takes some out, the first that came first; none where none comes for a while.
     *
     * @param isGathering whether more may be waited for: an answer that wakes the writer costs as much as writing it
     */
    List<Given> take(boolean isGathering) throws InterruptedException {
        List<Given> batch = new ArrayList<>(BATCH);
        isFull = false;
        isLate = false;
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
