package io.perennial.http.ledger;

import io.perennial.http.live.ServedPopulation;
import io.perennial.http.store.EventStore;
import io.perennial.http.store.StoreException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets, once an hour, the live events of days so long before the population's as-of that no event of them is taken
 * any more: the bundle holds them, and their ids are no longer needed to tell a repetition.
 */
public final class Retention implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final EventStore store;
    private final Supplier<Optional<ServedPopulation>> population;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "store-retention");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> hours;

    private Retention(EventStore store, Supplier<Optional<ServedPopulation>> population) {
        this.store = store;
        this.population = population;
        this.hours = clockwork.scheduleWithFixedDelay(this::forget, 1, 60, TimeUnit.MINUTES);
    }

    /** Forgets under the population of each moment, from now on. */
    public static Retention start(EventStore store, Supplier<Optional<ServedPopulation>> population) {
        return new Retention(store, population);
    }

    /** Forgets now. */
    void forget() {
        try {
            population
                    .get()
                    .ifPresent(served -> store.forgetBefore(served.population().asOf() - EventIntake.LATE_DAYS));
        } catch (StoreException e) {
            // Tried again in an hour; a task that throws is never run again.
            LOG.warn("old live events are still kept: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        hours.cancel(false);
        clockwork.shutdownNow();
    }
}
