package io.perennial.http.ledger;

import io.perennial.http.store.EventStore;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets, once an hour, the live events of days so long before the as-of of every population that may have to answer
 * that no event of them is taken any more: the bundles hold them, and their ids are no longer needed to tell a
 * repetition.
 */
public final class Retention implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final EventStore store;
    private final Recallable populations;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "store-retention");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> hours;

    private Retention(EventStore store, Recallable populations) {
        this.store = store;
        this.populations = populations;
        this.hours = clockwork.scheduleWithFixedDelay(this::forget, 1, 60, TimeUnit.MINUTES);
    }

    /** Forgets under the populations of each moment, from now on. */
    public static Retention start(EventStore store, Recallable populations) {
        return new Retention(store, populations);
    }

    /** Forgets now. */
    void forget() {
        try {
            populations.earliestAsOf().ifPresent(asOf -> store.forgetBefore(asOf - EventIntake.LATE_DAYS));
        } catch (RuntimeException e) {
            // Tried again in an hour; a task that throws is never run again.
            LOG.warn("old live events are still kept: {}", e.toString());
        }
    }

    @Override
    public void close() {
        hours.cancel(false);
        clockwork.shutdownNow();
    }
}
