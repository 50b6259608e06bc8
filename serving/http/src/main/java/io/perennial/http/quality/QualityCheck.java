package io.perennial.http.quality;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.outcome.Outcome;
import io.perennial.http.answer.Subjects;
import io.perennial.http.decision.Decision;
import io.perennial.http.decision.DecisionLog;
import io.perennial.http.decision.GivenAnswers;
import io.perennial.http.ledger.KnownUser;
import io.perennial.http.ledger.LiveLedger;
import io.perennial.http.ledger.ScoringDay;
import io.perennial.http.live.Latest;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.quality.LiveQuality.NextOutcome;
import io.perennial.scoring.model.Distribution;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.model.References;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Verdict;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the newest scores a version gave: what was told lies in the decision log, what happened since in the ledger as it
 * is known now. For any number of threads.
 */
public final class QualityCheck implements AutoCloseable {

    /** How many scores are judged at most. */
    public static final int MOST_SCORES = 5_000;

    /** Mebibytes of the log, the newest, in which they are looked for. */
    public static final int MOST_MEBIBYTES = 64;

    private static final Logger LOG = LoggerFactory.getLogger(QualityCheck.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE_FOR_NAMES = Duration.ofSeconds(2);
    private static final int MOST_WAITING = 8;

    private final DecisionLog log;
    private final LiveLedger ledger;
    private final NamedUsers named;
    private final ExecutorService reader = thread("quality");
    private final ExecutorService finder = thread("outcomes");
    private final Readings<Asked, LiveQuality> readings =
            new Readings<>(reader, PATIENCE, LiveQuality::isDear, System::nanoTime);
    private final Latest<ModelId, Distribution> spreads = new Latest<>(1);

    /** Of what was told and what happened. */
    public QualityCheck(DecisionLog log, LiveLedger ledger) {
        this.log = log;
        this.ledger = ledger;
        this.named = new NamedUsers(log::pseudonym, finder, PATIENCE_FOR_NAMES);
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

    /**
     * How good the newest scores of a version are.
     *
     * @param model      the version
     * @param references reads what it was made from, where it keeps that
     * @param schema     its schema
     * @param population everybody the batch scored, where one is loaded
     * @throws io.perennial.http.api.Problem 503 with Retry-After while the log is being read or outcomes are looked up
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
                LOG.warn("the scores of {} can't be judged", model, e);
                throw e;
            }
        });
    }

    private LiveQuality read(
            ModelId model,
            Optional<References> references,
            FeatureSchema schema,
            Optional<ServedPopulation> population) {
        GivenAnswers given = log.newestScores(model, MOST_SCORES, (long) MOST_MEBIBYTES << 20);
        List<Decision> scores = given.decisions();
        ScoringDay day = ledger.day(population, schema);
        int seen = Math.toIntExact(day.asOf().toEpochDay()) - (day.inProgress() ? 1 : 0);
        IntPredicate isClosed = place -> schema.window().isClosed(asOf(scores.get(place)), seen);
        Map<Integer, Boolean> outcomes = outcomes(scores, isClosed, population, schema);
        Optional<NextOutcome> next = IntStream.range(0, scores.size())
                .filter(isClosed.negate())
                .map(place -> schema.window().end(asOf(scores.get(place))))
                .boxed()
                .min(Integer::compare)
                .map(end -> new NextOutcome(LocalDate.ofEpochDay(end), day.inProgress()));
        return new GivenScores(given, outcomes).judged(model, schema.ids(), references, batch(model, population), next);
    }

    private static int asOf(Decision score) {
        return score.subject().row().asOf();
    }

    /** Whether users churned whose outcome windows are over, by the place of the score. */
    private Map<Integer, Boolean> outcomes(
            List<Decision> scores, IntPredicate isClosed, Optional<ServedPopulation> population, FeatureSchema schema) {
        List<Integer> closed =
                IntStream.range(0, scores.size()).filter(isClosed).boxed().toList();
        Set<String> pseudonyms = new HashSet<>();
        closed.forEach(place -> pseudonyms.add(scores.get(place).user()));
        Map<String, String> users = users(pseudonyms, population);
        Map<Integer, Boolean> churned = new HashMap<>();
        for (int place : closed) {
            Optional.ofNullable(users.get(scores.get(place).user()))
                    .flatMap(user -> ledger.user(population, schema, user))
                    .ifPresent(user -> churned.put(place, hasChurned(user, asOf(scores.get(place)), schema)));
        }
        return churned;
    }

    private static boolean hasChurned(KnownUser user, int asOf, FeatureSchema schema) {
        return !Outcome.read(
                        user.ledger(), asOf, schema.window(), schema.context().churn(), schema.value())
                .active();
    }

    /** Users of the population by their pseudonyms: the log knows no others' names. */
    private Map<String, String> users(Set<String> pseudonyms, Optional<ServedPopulation> population) {
        return pseudonyms.isEmpty()
                ? Map.of()
                : population.map(served -> named.of(pseudonyms, served)).orElse(Map.of());
    }

    /** How the churn probabilities of the batch are spread, read once of a population; empty where another version scored it. */
    private Distribution batch(ModelId model, Optional<ServedPopulation> population) {
        return population
                .filter(served -> served.population().header().isScoredBy(model))
                .map(served -> spreads.get(served.id(), any -> spread(served.population())))
                .orElse(Distribution.of(new double[0]));
    }

    /** By at most so many users evenly drawn. */
    private static Distribution spread(Population population) {
        Population.Reader reader = population.reader();
        int users = population.header().users();
        int drawn = Math.min(users, MOST_SCORES);
        return Distribution.of(IntStream.range(0, drawn)
                .map(i -> (int) ((long) i * users / drawn))
                .mapToObj(reader::at)
                .map(Subjects::batchScore)
                .filter(score -> !score.verdicts().contains(Verdict.NOT_ELIGIBLE))
                .mapToDouble(score ->
                        score.churn().map(Score.ChurnScore::probability).orElse(Double.NaN))
                .toArray());
    }

    @Override
    public void close() {
        reader.shutdownNow();
        finder.shutdownNow();
    }
}
