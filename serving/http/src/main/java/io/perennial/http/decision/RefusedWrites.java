package io.perennial.http.decision;

import io.perennial.http.failure.Cause;
import io.perennial.http.failure.Troubles;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import org.slf4j.Logger;

/** What is said of decisions that could not be written, and of those that are again. For one thread. */
final class RefusedWrites {

    private final Logger log;
    private final Troubles troubles;
    private boolean isRefused;

    RefusedWrites(Logger log) {
        this.log = log;
        this.troubles = new Troubles(log);
    }

    /**
     * A batch was refused, and where there is no other segment yet, that as well: one refusal, which is said once.
     *
     * @param next why the next segment could not be begun; empty where it was
     */
    void refused(Throwable batch, Optional<IOException> next) {
        // A segment that was left says only that it was refused before.
        refused(batch instanceof ClosedChannelException && next.isPresent() ? next.get() : batch);
    }

    /** A disk that refuses does so every second; what no disk says is a fault of ours, told with where it is. */
    void refused(Throwable failure) {
        isRefused = true;
        if (Cause.disk(failure).isEmpty()) {
            log.error("decisions could not be written", failure);
        } else if (!(failure instanceof ClosedChannelException)) {
            // Each segment has a name of its own, and some disks name it.
            troubles.tell(
                    Cause.withoutFile(failure),
                    "decisions can't be written: " + Cause.of(failure)
                            + "; they are tried again every second, and perennial_decisions_dropped_total counts those"
                            + " that were not");
        }
    }

    /** They are written. */
    void written() {
        if (isRefused) {
            isRefused = false;
            log.info("decisions are written again");
        }
    }
}
