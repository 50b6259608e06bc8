package io.perennial.http.survey;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.profile.Health;
import io.perennial.features.profile.Risk;
import io.perennial.http.answer.Subjects;
import io.perennial.http.live.PastModels;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.report.PopulationCount;
import io.perennial.http.report.Reasons;
import io.perennial.http.survey.Change.Driver;
import io.perennial.http.survey.ListChange.Cause;
import io.perennial.http.survey.ListChange.Churn;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.score.Score;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what changed among some users of a population, in one pass over their pages of it and of the one before. */
final class ListChangeCount {

    /** With 300 trees a change takes as long to split as forty users to read, so long lists are drawn from. */
    static final int MOST_SPLIT = 10_000;

    private static final int CAUSES = 8;

    private final ServedPopulation before;
    private final ServedPopulation served;
    private final int every;
    private final BitSet users;
    private final ChangeCount loss;
    private final ChurnSplit split;
    private final Drivers risers = new Drivers();
    private final Dimensions dimensionsThen = new Dimensions();
    private final Dimensions dimensionsNow = new Dimensions();
    private final Map<String, int[]> causes = new TreeMap<>();
    private int red;
    private int both;
    private double churnThen;
    private double churnNow;

    /**
     * A count.
     *
     * @param users     ordinals in the population now
     * @param mostSplit of how many at most the change is split by its parts
     */
    ListChangeCount(ServedPopulation before, ServedPopulation served, BitSet users, PastModels past, int mostSplit) {
        this.before = before;
        this.served = served;
        this.users = users;
        this.every = (int) Math.ceil(Math.max(1.0, (double) users.cardinality() / mostSplit));
        this.loss = new ChangeCount(before, served.population().header());
        this.split = new ChurnSplit(before, served, past);
    }

    /** Counts them; progress is the number that were. */
    ListChange count(AtomicInteger progress) {
        Population.Reader olds = before.population().reader();
        Identities identities = new Identities(before.population(), served.population());
        Population.Reader news = served.population().reader();
        for (int user = users.nextSetBit(0); user >= 0; user = users.nextSetBit(user + 1)) {
            PopulationRow now = news.at(user);
            List<PopulationRow> then = identities.before(olds.user(now.user()), now);
            loss.add(then, Optional.of(now), user);
            add(then.stream().findFirst(), now, user, progress.getAndIncrement() % every == 0);
        }
        return new ListChange(
                users.cardinality(),
                loss.count(),
                red,
                new Churn(both, churnThen / both, churnNow / both),
                split.count(),
                risers.falling(),
                dimensionsThen,
                dimensionsNow,
                causes());
    }

    private void add(Optional<PopulationRow> then, PopulationRow now, int user, boolean isDrawn) {
        Optional<Score> old = then.map(Subjects::batchScore);
        Score fresh = Subjects.batchScore(now);
        ChurnGrade.Thresholds grades = served.population().header().grades();
        old.flatMap(score -> PopulationCount.cause(
                        score, before.population().header().grades()))
                .ifPresent(code -> causes.computeIfAbsent(code, any -> new int[2])[0]++);
        PopulationCount.cause(fresh, grades).ifPresent(code -> causes.computeIfAbsent(code, any -> new int[2])[1]++);
        Optional<Double> churn = churn(fresh);
        red += churn.filter(its -> Risk.of(its, grades) == Risk.RED).isPresent() ? 1 : 0;
        Optional<Double> churnBefore = old.flatMap(ListChangeCount::churn);
        if (churn.isPresent() && churnBefore.isPresent()) {
            both++;
            churnThen += churnBefore.get();
            churnNow += churn.get();
            risers.add(new Driver(user, churn.get() - churnBefore.get(), churnBefore.get()));
            dimensionsThen.add(Health.of(then.orElseThrow().features()));
            dimensionsNow.add(Health.of(now.features()));
            if (isDrawn) {
                split.add(then.orElseThrow(), now);
            }
        }
    }

    /** The churn probability of an eligible user. */
    private static Optional<Double> churn(Score score) {
        return score.churn().filter(any -> score.eligible()).map(Score.ChurnScore::probability);
    }

    private List<Cause> causes() {
        return causes.entrySet().stream()
                .map(entry -> new Cause(Reasons.of(entry.getKey()), entry.getValue()[0], entry.getValue()[1]))
                .sorted(Comparator.comparingInt((Cause cause) -> -Math.max(cause.then(), cause.now()))
                        .thenComparing(cause -> cause.reason().code()))
                .limit(CAUSES)
                .toList();
    }
}
