package io.perennial.http.ledger;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.api.Problem;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.store.EventStore;
import io.perennial.http.store.LivePart;
import io.perennial.http.store.LiveUser;
import io.perennial.http.store.Pseudonym;
import io.perennial.scoring.population.PopulationRow;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Users as they are known now. Safe for many threads; a request that is given one population sees no other.
 *
 * <p>Scores speak for the population's as-of until the first live event of that day or a later one: a server nobody
 * sends events to knows nothing of the days since, and must not take its own ignorance for silence. From then on they
 * speak for the live as-of, the next business day, and silence grows without events. Events of kinds the log does not carry
 * are kept and start nothing: no score reads them.
 */
public final class LiveLedger {

    /** Servers that share a store learn of each other's first event within this time. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final EventStore store;
    private final Clock clock;
    private final EventIntake intake;
    private final Erasures erasures;
    private final AtomicReference<Reached> reached = new AtomicReference<>(Reached.unknown());

    /** What a store says of the days it has seen, until it is asked again. */
    private record Reached(OptionalInt lastDay, OptionalInt forgottenBefore, long until) {

        /** That it is to be asked; another one each time, so that none is taken for the one before. */
        static Reached unknown() {
            return new Reached(OptionalInt.empty(), OptionalInt.empty(), Long.MIN_VALUE);
        }
    }

    /** The ledger over a store. */
    public LiveLedger(EventStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.intake = new EventIntake(store, clock, this::reached);
        this.erasures = new Erasures(store);
    }

    /**
     * A user by id or alias; empty where nobody knows the id, or the user was erased.
     *
     * @throws Problem where the user's events were counted in another zone or currency
     * @throws io.perennial.http.store.StoreException where the store does not answer
     */
    public Optional<KnownUser> user(Optional<ServedPopulation> population, FeatureSchema schema, String id) {
        Foundation foundation = new Foundation(schema, population);
        requireWhole(foundation);
        List<String> ids = ServedPopulation.ids(population, id);
        String user = ids.get(0);
        LiveUser live = live(ids);
        if (live.erased()) {
            return Optional.empty();
        }
        Optional<PopulationRow> row =
                population.flatMap(served -> served.population().user(user));
        List<LivePart> parts = parts(foundation, live);
        if (row.isEmpty() && parts.isEmpty()) {
            return Optional.empty();
        }
        ScoringDay day = day(foundation);
        List<LedgerDay> days = parts.stream().map(LivePart::day).toList();
        boolean isTouched = days.stream().anyMatch(part -> foundation.reads(part, day.asOf()));
        UserLedger batch = row.map(PopulationRow::ledger).orElseGet(() -> new UserLedger(user, List.of()));
        List<LedgerDay> read = days.stream().filter(foundation::reads).toList();
        UserLedger everything = days.isEmpty() ? batch : batch.plus(days);
        return Optional.of(new KnownUser(
                ids,
                read.size() == days.size() ? everything : batch.plus(read),
                everything,
                row,
                source(population, row, isTouched),
                parts.stream().mapToInt(LivePart::events).sum(),
                isTouched,
                firstDay(foundation, everything),
                day,
                next(foundation)));
    }

    /** What a score made now speaks for. */
    public ScoringDay day(Optional<ServedPopulation> population, FeatureSchema schema) {
        return day(new Foundation(schema, population));
    }

    /** What takes events. */
    public EventIntake intake() {
        return intake;
    }

    /** What erases users. */
    public Erasures erasures() {
        return erasures;
    }

    private LiveUser live(List<String> ids) {
        List<Pseudonym> names = ids.stream().map(store.pseudonyms()::user).toList();
        return store.user(names);
    }

    private static List<LivePart> parts(Foundation foundation, LiveUser live) {
        List<LivePart> parts = new ArrayList<>();
        for (LivePart part : live.parts()) {
            if (foundation.counts(part)) {
                if (!part.log().equals(foundation.definition())) {
                    throw Problem.of(
                            Problem.Kind.NOT_READY,
                            "events of this user were counted in '" + part.log() + "', the models are of '"
                                    + foundation.definition()
                                    + "'; load a population of these models, or use another --store");
                }
                parts.add(part);
            }
        }
        return parts;
    }

    private ScoringDay day(Foundation foundation) {
        LocalDate next = next(foundation);
        OptionalInt last = reached().lastDay();
        if (foundation.asOf().isEmpty()) {
            return new ScoringDay(next, true, newest(last));
        }
        LocalDate asOf = foundation.asOf().get();
        boolean isFed = last.orElse(Integer.MIN_VALUE) >= foundation.asOfDay();
        return isFed && next.isAfter(asOf) ? new ScoringDay(next, true, newest(last)) : ScoringDay.ofPopulation(asOf);
    }

    private static Optional<LocalDate> newest(OptionalInt day) {
        return day.isPresent() ? Optional.of(LocalDate.ofEpochDay(day.getAsInt())) : Optional.empty();
    }

    /** The day after today, or the population's as-of where that is later. */
    private LocalDate next(Foundation foundation) {
        LocalDate tomorrow =
                LocalDate.ofInstant(clock.instant(), foundation.log().zone()).plusDays(1);
        return foundation.asOf().filter(tomorrow::isBefore).orElse(tomorrow);
    }

    /** A score without events that were acknowledged would be wrong. */
    private void requireWhole(Foundation foundation) {
        OptionalInt forgotten = reached().forgottenBefore();
        if (!foundation.isWhole(forgotten)) {
            throw Problem.of(
                    Problem.Kind.NOT_READY,
                    "live events of days before " + LocalDate.ofEpochDay(forgotten.getAsInt())
                            + " were forgotten, and what answers now needs them; load a newer population");
        }
    }

    private Reached reached() {
        Reached known = reached.get();
        if (System.nanoTime() - known.until() > 0 || known.until() == Long.MIN_VALUE) {
            Reached fresh =
                    new Reached(store.lastDay(), store.forgottenBefore(), System.nanoTime() + LOOK_AGAIN.toNanos());
            // What was read before an event came must not hide that it is to be looked again.
            reached.compareAndSet(known, fresh);
            return fresh;
        }
        return known;
    }

    /** An event of a day is kept: what a store says is not asked anew where it knows of a later one. */
    private void reached(int day) {
        if (reached.get().lastDay().orElse(Integer.MIN_VALUE) < day) {
            reached.set(Reached.unknown());
        }
    }

    private static LocalDate firstDay(Foundation foundation, UserLedger ledger) {
        return foundation
                .firstDay()
                .orElseGet(() -> LocalDate.ofEpochDay(ledger.days().get(0).day()));
    }

    private static String source(
            Optional<ServedPopulation> population, Optional<PopulationRow> row, boolean isTouched) {
        if (row.isEmpty()) {
            return "live";
        }
        String batch = population.orElseThrow().id().toString();
        return isTouched ? batch + "+live" : batch;
    }
}
