package io.perennial.http.quality;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.outcome.Outcome;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.http.api.Patience;
import io.perennial.http.config.DecisionConfig;
import io.perennial.http.decision.Decision;
import io.perennial.http.decision.DecisionLog;
import io.perennial.http.decision.GivenAnswers;
import io.perennial.http.decision.VersionScores;
import io.perennial.http.ledger.LiveLedger;
import io.perennial.http.ledger.ScoringDay;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.quality.ComingOutcomes.NextOutcome;
import io.perennial.http.quality.ComingOutcomes.TooLittle;
import io.perennial.http.quality.GivenScores.Known;
import io.perennial.http.quality.NamedUsers.Named;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.model.References;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the newest scores a version gave: what was told lies in the decision log, what happened since in the ledger as it
 * is known now. For any number of threads.
 */
public final class QualityCheck implements AutoCloseable {

    /** How many of the newest scores are judged at most, and how many of those whose outcome window is over. */
    public static final int MOST_SCORES = 5_000;

    /** Mebibytes of the log, the newest that may hold such, in which each are looked for. */
    public static final int MOST_MEBIBYTES = 64;

    private static final long MOST_BYTES = (long) MOST_MEBIBYTES << 20;
    private static final Logger LOG = LoggerFactory.getLogger(QualityCheck.class);
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(5));
    private static final int MOST_WAITING = 8;

    private final DecisionLog log;
    private final LiveLedger ledger;
    private final NamedUsers named;
    private final ExecutorService reader;
    private final ExecutorService finder;
    private final Readings<Asked, LiveQuality> readings;
    private final Readings<AskedDays, DriftCourse> courses;
    private final BatchSpread batch = new BatchSpread();
    private final DriftDays days;

    /** Of what was told and what happened; from now on what the log writes is counted by day. */
    public QualityCheck(DecisionLog log, DecisionConfig config, LiveLedger ledger, Clock clock) {
        this(log, config, ledger, clock, thread("quality"), thread("outcomes"), System::nanoTime);
    }

    /**
     * Of what was told and what happened, on these threads.
     *
     * @param reader   reads the log
     * @param finder   looks at everybody
     * @param nanoTime a clock that only goes forward
     */
    QualityCheck(
            DecisionLog log,
            DecisionConfig config,
            LiveLedger ledger,
            Clock clock,
            ExecutorService reader,
            ExecutorService finder,
            LongSupplier nanoTime) {
        this.log = log;
        this.ledger = ledger;
        this.reader = reader;
        this.finder = finder;
        this.readings = new Readings<>(reader, PATIENCE, nanoTime);
        this.courses = new Readings<>(reader, PATIENCE, nanoTime);
        this.days = DriftDays.following(log, config, batch, clock);
        this.named = new NamedUsers(log::pseudonym, finder, nanoTime);
    }

    private static ExecutorService thread(String name) {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What is asked, as far as answers differ by it. */
    private record Asked(ModelId model, Optional<ModelId> population, String schema) {}

    private record AskedDays(ModelId model, int days) {}

    /**
     * How good the newest scores of a version are.
     *
     * @param model      the version
     * @param references reads what it was made from, where it keeps that
     * @param schema     its schema
     * @param population everybody the batch scored, where one is loaded
     * @throws io.perennial.http.api.Problem 503 with Retry-After while the log is being read
     * @throws UncheckedIOException          where the log can't be read
     */
    public LiveQuality of(
            ModelId model,
            Supplier<Optional<References>> references,
            FeatureSchema schema,
            Optional<ServedPopulation> population) {
        Asked asked = new Asked(model, population.map(ServedPopulation::id), schema.fingerprint());
        return readings.of(asked, () -> {
            try {
                return read(model, references.get(), schema, population);
            } catch (UncheckedIOException e) {
                LOG.warn("the scores of {} can't be judged", model.named(), e);
                throw e;
            }
        });
    }

    /**
     * The course of drift of a version over so many days, today the last.
     *
     * @throws io.perennial.http.api.Problem 503 with Retry-After while it is being read
     * @throws UncheckedIOException          where it can't be read
     */
    public DriftCourse course(ModelId model, int last) {
        return courses.of(new AskedDays(model, last), () -> {
            log.settle();
            return days.course(model, last);
        });
    }

    /**
     * What moved today in the scores of a version, as far as it is on the disk.
     *
     * @throws UncheckedIOException where it can't be read
     */
    public DriftCourse.Moves today(ModelId model) {
        return days.course(model, 1).together();
    }

    private LiveQuality read(
            ModelId model,
            Optional<References> references,
            FeatureSchema schema,
            Optional<ServedPopulation> population) {
        VersionScores scores = log.scores(model);
        GivenAnswers newest = scores.newest(MOST_SCORES, MOST_BYTES);
        ScoringDay day = ledger.day(population, schema);
        OutcomeWindow window = schema.window();
        int lastClosed = Math.toIntExact(day.knownBefore().toEpochDay()) - window.days();
        GivenAnswers closed = closed(newest, scores, lastClosed);
        Named users = users(closed.decisions(), population);
        List<Known> outcomes = new ArrayList<>();
        for (Decision score : closed.decisions()) {
            churned(score, users, population, schema).ifPresent(churned -> outcomes.add(new Known(score, churned)));
        }
        GivenAnswers given = new GivenAnswers(
                newest.decisions(), Math.max(newest.unreadable(), closed.unreadable()), newest.since());
        return new GivenScores(given, outcomes, users.search())
                .judged(
                        model,
                        Yardsticks.of(schema.ids(), references, batch.of(model, population)),
                        coming(earliestOpen(newest, scores, lastClosed), window, day.isFed()));
    }

    /** Whether the log was read to its end, and holds no other score of the version. */
    private static boolean isAll(GivenAnswers newest) {
        return newest.since().isEmpty() && newest.decisions().size() < MOST_SCORES;
    }

    /**
     * The newest scores whose outcome window is over. Where the log is long they are looked for by themselves: on a server
     * that is asked much, the newest are all younger than a window.
     */
    private static GivenAnswers closed(GivenAnswers newest, VersionScores scores, int lastClosed) {
        List<Decision> known = newest.decisions().stream()
                .filter(score -> asOf(score) <= lastClosed)
                .toList();
        if (isAll(newest)) {
            return new GivenAnswers(known, newest.unreadable(), Optional.empty());
        }
        GivenAnswers older = scores.upTo(lastClosed, MOST_SCORES, MOST_BYTES);
        return older.with(known, MOST_SCORES);
    }

    /** The earliest day after this one that a score speaks for, as epoch day. */
    private static OptionalInt earliestOpen(GivenAnswers newest, VersionScores scores, int lastClosed) {
        OptionalInt earlier = isAll(newest) ? OptionalInt.empty() : scores.earliestAfter(lastClosed, MOST_BYTES);
        return earlier.isPresent()
                ? earlier
                : newest.decisions().stream()
                        .mapToInt(QualityCheck::asOf)
                        .filter(asOf -> asOf > lastClosed)
                        .min();
    }

    private ComingOutcomes coming(OptionalInt earliestOpen, OutcomeWindow window, boolean isFed) {
        Optional<TooLittle> tooLittle = log.kept()
                .map(Duration::toDays)
                .filter(days -> days < window.days())
                .map(days -> new TooLittle(days, window.days()));
        return earliestOpen.isEmpty()
                ? ComingOutcomes.NONE
                : new ComingOutcomes(
                        tooLittle.isPresent()
                                ? Optional.empty()
                                : Optional.of(new NextOutcome(
                                        LocalDate.ofEpochDay(window.end(earliestOpen.getAsInt())), isFed)),
                        tooLittle);
    }

    private static int asOf(Decision score) {
        return score.subject().row().asOf();
    }

    /** Whether the user of a score churned, whose outcome window is over; empty where nobody knows who that was. */
    private Optional<Boolean> churned(
            Decision score, Named users, Optional<ServedPopulation> population, FeatureSchema schema) {
        return Optional.ofNullable(users.users().get(score.user()))
                .flatMap(user -> ledger.user(population, schema, user))
                .map(user -> !Outcome.read(
                                user.ledger(),
                                asOf(score),
                                schema.window(),
                                schema.context().churn(),
                                schema.value())
                        .active());
    }

    /** Users of the population by their pseudonyms: the log knows no others' names. */
    private Named users(List<Decision> scores, Optional<ServedPopulation> population) {
        Set<String> pseudonyms = scores.stream().map(Decision::user).collect(Collectors.toSet());
        return population
                .filter(any -> !pseudonyms.isEmpty())
                .map(served -> named.of(pseudonyms, served))
                .orElse(new Named(Map.of(), Search.DONE));
    }

    @Override
    public void close() {
        reader.shutdownNow();
        finder.shutdownNow();
    }
}
