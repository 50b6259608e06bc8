package io.perennial.http.report;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.profile.LifecycleStage;
import io.perennial.features.profile.Risk;
import io.perennial.http.report.Report.Bin;
import io.perennial.http.report.Report.Cause;
import io.perennial.http.report.Report.Crowd;
import io.perennial.http.report.Report.GradeShare;
import io.perennial.http.report.Report.StageShare;
import io.perennial.http.report.Report.Stake;
import io.perennial.scoring.explain.ReasonCode;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Score.ChurnScore;
import io.perennial.scoring.score.Score.ValueScore;
import io.perennial.scoring.score.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts a population, one score after the other. Memory: three numbers an eligible user. */
public final class PopulationCount {

    private static final int CAUSES = 8;

    private final ChurnGrade.Thresholds thresholds;
    private final Histogram risk = Histogram.equal(0, 1, 20);
    private final Histogram health = Histogram.equal(0, 100, 10);
    private final Map<ChurnGrade, Tally> grades = new EnumMap<>(ChurnGrade.class);
    private final Map<String, Tally> stages = new TreeMap<>();
    private final Map<String, Tally> activeStages = new TreeMap<>();
    private final Map<String, Tally> causes = new TreeMap<>();
    private final Map<String, Integer> verdicts = new TreeMap<>();
    private final double[] churn;
    private final double[] losses;
    private final double[] values;
    private final double[] trend = new double[Score.MONTHS];
    private final Tally stakes = new Tally();
    private double low;
    private double high;
    private double variance;
    private double churners;
    private double healthSum;
    private int healthy;
    private int users;
    private int eligible;
    private int never;
    private int valued;
    private int trended;

    /** How many, and what they are expected to lose. */
    private static final class Tally {
        private int users;
        private double loss;

        void add(double its) {
            users++;
            loss += Double.isNaN(its) ? 0 : its;
        }
    }

    /** A count of at most so many users. */
    public PopulationCount(int most, ChurnGrade.Thresholds thresholds) {
        this.thresholds = thresholds;
        this.churn = new double[most];
        this.losses = new double[most];
        this.values = new double[most];
    }

    /** Counts one user. */
    public void add(Score score) {
        users++;
        double loss = score.value().map(ValueScore::expectedLoss).orElse(Double.NaN);
        stages.computeIfAbsent(score.profile().stage(), any -> new Tally()).add(loss);
        for (Verdict verdict : score.verdicts()) {
            verdicts.merge(verdict.id(), 1, Integer::sum);
        }
        if (score.churn().isEmpty()) {
            never++;
        }
        addTrend(score.trend());
        if (score.eligible() && score.churn().isPresent()) {
            activeStages
                    .computeIfAbsent(score.profile().stage(), any -> new Tally())
                    .add(loss);
            addEligible(score, score.churn().get(), loss);
        }
    }

    private void addTrend(List<Double> months) {
        if (!months.isEmpty()) {
            trended++;
            for (int month = 0; month < trend.length; month++) {
                trend[month] += months.get(month);
            }
        }
    }

    private void addEligible(Score score, ChurnScore its, double loss) {
        risk.add(its.probability());
        churners += its.probability();
        grades.computeIfAbsent(ChurnGrade.of(its.probability(), thresholds), any -> new Tally())
                .add(loss);
        if (!Double.isNaN(score.profile().health())) {
            health.add(score.profile().health());
            healthSum += score.profile().health();
            healthy++;
        }
        cause(score, thresholds).ifPresent(code -> causes.computeIfAbsent(code, any -> new Tally())
                .add(loss));
        churn[eligible] = its.probability();
        losses[eligible] = Double.isNaN(loss) ? 0 : loss;
        score.value().ifPresent(value -> addValue(its, value));
        eligible++;
    }

    private void addValue(ChurnScore its, ValueScore value) {
        values[valued++] = value.ltv();
        stakes.add(value.expectedLoss());
        low += its.low() * value.ifRetained();
        high += its.high() * value.ifRetained();
        variance += its.probability() * (1 - its.probability()) * value.ifRetained() * value.ifRetained();
    }

    /** Who was counted. */
    public Crowd crowd() {
        int red = users(Risk.RED);
        return new Crowd(
                users,
                eligible,
                users - eligible - never,
                never,
                churners,
                users(Risk.AMBER) + red,
                causes.values().stream().mapToInt(its -> its.users).sum(),
                red,
                gradeShares(),
                stageShares(),
                risk.bins(),
                healthy == 0 ? Double.NaN : healthSum / healthy,
                healthy == 0 ? List.<Bin>of() : health.bins(),
                verdicts);
    }

    /** Money at stake, empty where no user has a value. */
    public Optional<Stake> stake() {
        if (valued == 0) {
            return Optional.empty();
        }
        Arrays.sort(values, 0, valued);
        double all = Arrays.stream(values, 0, valued).sum();
        int tenth = Math.max(1, valued / 10);
        double top = Arrays.stream(values, valued - tenth, valued).sum();
        Histogram histogram = Histogram.money(values[valued - 1]);
        Arrays.stream(values, 0, valued).forEach(histogram::add);
        return Optional.of(new Stake(
                stakes.loss,
                low,
                high,
                Math.sqrt(variance),
                loss(Risk.RED),
                all,
                all == 0 ? 0 : top / all,
                histogram.bins(),
                ReachCurve.of(Arrays.copyOf(churn, eligible), Arrays.copyOf(losses, eligible))));
    }

    /**
     * The code of the strongest reason that raises the risk of an eligible user in amber or red; empty for others, and
     * where none that was given raises it: what lowers a risk does not stand behind it.
     */
    public static Optional<String> cause(Score score, ChurnGrade.Thresholds thresholds) {
        return score.churn()
                .filter(churn -> score.eligible()
                        && Risk.of(churn.probability(), thresholds).isRaised())
                .flatMap(churn -> score.reasons().stream()
                        .filter(code ->
                                ReasonCode.read(code).map(ReasonCode::isUp).orElse(true))
                        .findFirst());
    }

    /** The strongest reasons, the most frequent first. */
    public List<Cause> causes() {
        return causes.entrySet().stream()
                .map(entry -> new Cause(Reasons.of(entry.getKey()), entry.getValue().users, entry.getValue().loss))
                .sorted(Comparator.comparingInt((Cause cause) -> -cause.users())
                        .thenComparing(cause -> cause.reason().code()))
                .limit(CAUSES)
                .toList();
    }

    /** Expected spend of everybody by block of 30 days. */
    List<Double> trend() {
        return trended == 0 ? List.of() : Arrays.stream(trend).boxed().toList();
    }

    private List<GradeShare> gradeShares() {
        List<GradeShare> shares = new ArrayList<>();
        for (ChurnGrade grade : ChurnGrade.values()) {
            Tally its = grades.getOrDefault(grade, new Tally());
            shares.add(new GradeShare(grade.name(), grade.risk(), thresholds.beginOf(grade), its.users, its.loss));
        }
        return shares;
    }

    private List<StageShare> stageShares() {
        List<StageShare> shares = new ArrayList<>();
        for (LifecycleStage stage : LifecycleStage.values()) {
            Tally its = stages.getOrDefault(stage.id(), new Tally());
            Tally active = activeStages.getOrDefault(stage.id(), new Tally());
            shares.add(new StageShare(stage.id(), its.users, its.loss, active.users, active.loss));
        }
        return shares;
    }

    private int users(Risk colour) {
        return grades.entrySet().stream()
                .filter(entry -> entry.getKey().risk() == colour)
                .mapToInt(entry -> entry.getValue().users)
                .sum();
    }

    private double loss(Risk colour) {
        return grades.entrySet().stream()
                .filter(entry -> entry.getKey().risk() == colour)
                .mapToDouble(entry -> entry.getValue().loss)
                .sum();
    }
}
