package io.perennial.http.ledger;

import io.perennial.features.event.Event;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.http.api.Problem;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.store.Acceptance;
import io.perennial.http.store.EventStore;
import io.perennial.http.store.LiveEvent;
import io.perennial.http.store.LivePart;
import io.perennial.http.store.Pseudonyms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Takes live events, in bounded turns: whoever comes while too many batches are under way is refused at once, before
 * anything is read. Safe for many threads.
 */
public final class EventIntake {

    /** How many days before the population's as-of an event may lie; ids of such days are remembered, older ones not. */
    public static final int LATE_DAYS = 30;

    /** How far ahead of ours the clock of a sender may run. */
    static final Duration AHEAD = Duration.ofMinutes(10);

    private static final int TURNS = 32;

    private final EventStore store;
    private final Clock clock;
    private final IntConsumer reached;
    private final Semaphore turns = new Semaphore(TURNS);

    /** One for many users each: what waits without need waits for one event to be kept. */
    private final List<Lock> users =
            Stream.generate(() -> (Lock) new ReentrantLock()).limit(TURNS * 2L).toList();

    /**
     * Takes events into a store.
     *
     * @param reached told the last day a batch {@linkplain LiveEvent#tellsOfItsDay tells of}, once it is on disk
     */
    EventIntake(EventStore store, Clock clock, IntConsumer reached) {
        this.store = store;
        this.clock = clock;
        this.reached = reached;
    }

    /** One batch under way. */
    public final class Turn implements AutoCloseable {

        private final Optional<Lock> user;

        private Turn(Optional<Lock> user) {
            this.user = user;
        }

        /**
         * Keeps events whose time was {@linkplain EventIntake#objection not objected} to; on disk when it returns.
         *
         * @param events each with the id it was sent under, and the user as it was sent
         */
        public List<Acceptance> keep(Optional<ServedPopulation> population, FeatureSchema schema, List<Event> events) {
            Foundation foundation = new Foundation(schema, population);
            return append(events.stream()
                    .map(event -> live(foundation, foundation.mark(), event))
                    .toList());
        }

        /** Keeps an event that a person records here, so that no log will hold it; on disk when it returns. */
        public Acceptance keepOurOwn(Optional<ServedPopulation> population, FeatureSchema schema, Event event) {
            Foundation foundation = new Foundation(schema, population);
            return append(List.of(live(foundation, LivePart.RECORDED_HERE, event)))
                    .get(0);
        }

        /** What would become of an event that a person records here, as its id is taken; empty where nothing is kept under it. */
        public Optional<Acceptance> taken(Optional<ServedPopulation> population, FeatureSchema schema, Event event) {
            return store.taken(live(new Foundation(schema, population), LivePart.RECORDED_HERE, event));
        }

        private List<Acceptance> append(List<LiveEvent> events) {
            List<Acceptance> kept = store.append(events);
            IntStream.range(0, events.size())
                    .filter(at -> isKept(kept.get(at)))
                    .mapToObj(events::get)
                    .filter(LiveEvent::tellsOfItsDay)
                    .mapToInt(event -> event.part().day().day())
                    .max()
                    .ifPresent(reached);
            return kept;
        }

        /** Whether the store holds it: what another server kept is as new to this one. */
        private static boolean isKept(Acceptance acceptance) {
            return acceptance == Acceptance.ACCEPTED || acceptance == Acceptance.DUPLICATE;
        }

        /** Gives the turn to the next batch. */
        @Override
        public void close() {
            user.ifPresent(Lock::unlock);
            turns.release();
        }
    }

    /**
     * Begins a batch.
     *
     * @throws Problem where too many are under way
     */
    public Turn turn() {
        begin();
        return new Turn(Optional.empty());
    }

    /**
     * Begins a batch of events of one user, while no other such batch of theirs is under way in this server.
     *
     * @param id id or alias of the user
     * @throws Problem where too many are under way
     */
    public Turn turnOf(Optional<ServedPopulation> population, FeatureSchema schema, String id) {
        String user = ServedPopulation.ids(population, id).get(0);
        Lock lock = users.get(Math.floorMod(user.hashCode(), users.size()));
        begin();
        lock.lock();
        return new Turn(Optional.of(lock));
    }

    private void begin() {
        if (!turns.tryAcquire()) {
            throw Problem.of(Problem.Kind.BUSY, TURNS + " batches of events are being kept; send this one again")
                    .with("Retry-After", "1");
        }
    }

    /** Why an event of this instant is not taken, or empty where it is. */
    public Optional<String> objection(Optional<ServedPopulation> population, FeatureSchema schema, Instant at) {
        if (at.isAfter(clock.instant().plus(AHEAD))) {
            return Optional.of("past: it is more than " + AHEAD.toMinutes() + " minutes ahead of the server's clock");
        }
        Foundation foundation = new Foundation(schema, population);
        if (foundation.log().day(at) < (long) foundation.asOfDay() - LATE_DAYS) {
            LocalDate first = foundation.asOf().orElseThrow().minusDays(LATE_DAYS);
            return Optional.of("on or after " + first + ", " + LATE_DAYS
                    + " days before the population's as-of; put older events into the log, and load a new population");
        }
        return Optional.empty();
    }

    /** Kept under the id it came with, so that a later table of aliases still applies. */
    private LiveEvent live(Foundation foundation, String mark, Event event) {
        Pseudonyms pseudonyms = store.pseudonyms();
        LedgerDay day = LedgerDay.of(foundation.log().day(event.at()), event);
        List<LiveEvent.Alias> aliases = ServedPopulation.ids(foundation.population(), event.user()).stream()
                .filter(id -> !id.equals(event.user()))
                .map(id -> new LiveEvent.Alias(pseudonyms.user(id), pseudonyms.content(id, event)))
                .toList();
        return new LiveEvent(
                pseudonyms.user(event.user()),
                pseudonyms.event(event.id()),
                pseudonyms.content(event.user(), event),
                new LivePart(foundation.definition(), mark, day),
                aliases,
                foundation.log().carried().contains(event.kind()));
    }
}
