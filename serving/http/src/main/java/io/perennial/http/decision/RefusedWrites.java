package io.perennial.http.decision;

import io.perennial.http.failure.Cause;
import io.perennial.http.failure.Troubles;
import java.nio.channels.ClosedChannelException;
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

    /** A disk that refuses does so every second; what no disk says is a fault of ours, told with where it is. */
    void refused(Throwable failure) {
        isRefused = true;
        if (Cause.disk(failure).isEmpty()) {
            log.error("decisions could not be written", failure);
        } else if (!(failure instanceof ClosedChannelException)) { // which says only that it was refused before
            String why = Cause.of(failure);
            troubles.tell(
                    why,
                    "decisions can't be written: " + why
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
