package io.perennial.scoring.score;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.Schema;
import io.perennial.features.feature.TableSchema;
import io.perennial.features.outcome.ValueHorizons;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.profile.Profile;
import io.perennial.features.profile.Rfm;
import io.perennial.features.profile.RfmCuts;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Workspace;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.Outputs;
import io.perennial.scoring.model.References;
import io.perennial.scoring.score.Score.ChurnScore;
import io.perennial.scoring.score.Score.Range;
import io.perennial.scoring.score.Score.ValueScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Scores users: churn, then value given churn, then trend given value. Immutable, for any number of threads.
 *
 * <p>The same code scores in the batch, in the server and in the trainer's evaluation.
 */
public final class Scorer {

    private static final List<String> MONTHS =
            IntStream.rangeClosed(1, Score.MONTHS).mapToObj(Outputs::trend).toList();

    private final LoadedModel churn;
    private final Optional<FeatureSchema> log;
    private final Optional<LoadedModel> ltv;
    private final Optional<LoadedModel> trend;
    private final ChurnGrade.Thresholds grades;
    private final Coherence coherence;
    private final Score.Frame frame;
    private final int[] curveDays;
    private final String[] curveOutputs;
    private final String fingerprint;

    /**
     * A scorer.
     *
     * @param churn  gives {@code churn_probability, churn_low, churn_high}, and the days between where it can
     * @param ltv    reads churn_probability upstream; empty where there is none
     * @param trend  gives {@code trend_m1} to {@code trend_m6}, their intervals where they are known, and may read ltv
     *               upstream; empty where there is none
     * @param grades where the grades of churn begin
     * @throws IllegalArgumentException where the models were made for different schemas, with the difference
     */
    public Scorer(
            LoadedModel churn, Optional<LoadedModel> ltv, Optional<LoadedModel> trend, ChurnGrade.Thresholds grades) {
        this.churn = churn;
        this.log = churn.schema() instanceof FeatureSchema ofLog ? Optional.of(ofLog) : Optional.empty();
        this.ltv = ltv;
        this.trend = trend;
        this.grades = grades;
        this.coherence = new Coherence(churn.schema());
        this.frame = frame();
        this.curveDays = curveDays(churn.graph());
        this.curveOutputs =
                Arrays.stream(curveDays).mapToObj(InactiveBy::output).toArray(String[]::new);
        this.fingerprint = churn.schema().fingerprint();
        ltv.ifPresent(this::requireSameSchema);
        trend.ifPresent(this::requireSameSchema);
    }

    private static int[] curveDays(Graph graph) {
        return graph.outputs().keySet().stream()
                .flatMapToInt(output -> InactiveBy.dayOf(output).stream())
                .sorted()
                .toArray();
    }

    private void requireSameSchema(LoadedModel other) {
        churn.schema().difference(other.schema().canonical()).ifPresent(difference -> {
            throw new IllegalArgumentException(
                    churn.id().named() + " and " + other.id().named() + " do not belong together: " + difference
                            + " (there: " + other.id().named() + "); train them in one run");
        });
    }

    private Score.Frame frame() {
        return new Score.Frame(
                churn.id().toString(),
                ltv.map(model -> model.id().toString()).orElse(""),
                trend.map(model -> model.id().toString()).orElse(""),
                log.map(schema -> schema.window().horizonDays()).orElse(Score.Frame.UNKNOWN),
                log.map(schema -> schema.window().gapDays()).orElse(Score.Frame.UNKNOWN),
                log.map(schema -> schema.context().log().currency()).orElse(""));
    }

    public LoadedModel churn() {
        return churn;
    }

    public Optional<LoadedModel> ltv() {
        return ltv;
    }

    public Optional<LoadedModel> trend() {
        return trend;
    }

    /** Where the grades of churn begin. */
    public ChurnGrade.Thresholds grades() {
        return grades;
    }

    /** Where the fifths of RFM meet; empty where the population the churn model was made from never bought. */
    public Optional<RfmCuts> cuts() {
        return churn.references().flatMap(References::cuts);
    }

    /** What its scores mean. */
    public Schema schema() {
        return churn.schema();
    }

    /** The fingerprint of {@link #schema}, made once: every answer states it. */
    public String fingerprint() {
        return fingerprint;
    }

    /** What all of its scores share. */
    public Score.Frame frameOfScores() {
        return frame;
    }

    /** The score of one user; for many in one thread, {@link #session} is cheaper. */
    public Score score(UserRow row) {
        return session().score(row);
    }

    /** Room to score one user after another, for one thread. */
    public Session session() {
        return new Session(true);
    }

    /**
     * The same for who asks for the numbers of the models alone: {@link Score#profile} stays empty, which else takes
     * about as long as a small model.
     */
    public Session ofNumbers() {
        return new Session(false);
    }

    /** Scores user after user in one thread. */
    public final class Session {

        private final Workspace churnRoom = churn.graph().workspace();
        private final Optional<Workspace> ltvRoom =
                ltv.map(model -> model.graph().workspace());
        private final Optional<Workspace> trendRoom =
                trend.map(model -> model.graph().workspace());

        private final boolean isProfiled;

        private Session(boolean isProfiled) {
            this.isProfiled = isProfiled;
        }

        /**
         * The score.
         *
         * @throws IncoherentScoreException where a model gives numbers that can't be
         */
        public Score score(UserRow row) {
            List<Verdict> verdicts = new ArrayList<>();
            if (row.neverActive()) {
                verdicts.add(Verdict.NEVER_ACTIVE);
                return made(row, Optional.empty(), Optional.empty(), Trend.NONE, verdicts);
            }
            if (!row.eligible()) {
                verdicts.add(Verdict.NOT_ELIGIBLE);
            }
            if (churn.isExtrapolated()) {
                verdicts.add(Verdict.HORIZON_EXTRAPOLATED);
            }
            ChurnScore risk = churnOf(row);
            Optional<ValueScore> value = valueOf(row, risk, verdicts);
            Trend ahead = trendOf(row, value, verdicts);
            addOfCells(row, verdicts);
            return made(row, Optional.of(risk), value, ahead, verdicts);
        }

        /** What a row of a table lacks, or holds, that the model can't have learned. */
        private void addOfCells(UserRow row, List<Verdict> verdicts) {
            if (churn.schema() instanceof TableSchema table) {
                if (table.newlyMissing(row.features()).findAny().isPresent()) {
                    verdicts.add(Verdict.NEWLY_MISSING);
                }
                if (table.unknown(row.features()).findAny().isPresent()) {
                    verdicts.add(Verdict.UNKNOWN_VALUE);
                }
            }
        }

        private ChurnScore churnOf(UserRow row) {
            Graph graph = churn.graph();
            graph.run(input(graph, row), churnRoom);
            return coherence.churn(
                    graph.output(Outputs.CHURN_PROBABILITY, churnRoom),
                    graph.output(Outputs.CHURN_LOW, churnRoom),
                    graph.output(Outputs.CHURN_HIGH, churnRoom),
                    curve(graph));
        }

        private List<InactiveBy> curve(Graph graph) {
            List<InactiveBy> curve = new ArrayList<>(curveDays.length);
            for (int i = 0; i < curveDays.length; i++) {
                curve.add(new InactiveBy(curveDays[i], graph.output(curveOutputs[i], churnRoom)));
            }
            return curve;
        }

        private Optional<ValueScore> valueOf(UserRow row, ChurnScore risk, List<Verdict> verdicts) {
            if (log.isEmpty()) {
                verdicts.add(Verdict.FROM_TABLE);
                return Optional.empty();
            }
            if (!log.get().context().log().carried().contains(EventKind.PURCHASE)) {
                verdicts.add(Verdict.NO_PURCHASES);
                return Optional.empty();
            }
            if (ltv.isEmpty()) {
                verdicts.add(Verdict.NO_VALUE_MODEL);
                return Optional.empty();
            }
            if (!ltv.get().gives(Outputs.P_ALIVE)) {
                verdicts.add(Verdict.ALIVE_NOT_IDENTIFIED);
            }
            Workspace room = ltvRoom.orElseThrow();
            Graph graph = ltv.get().graph();
            graph.run(input(graph, row, risk.probability()), room);
            double ifRetained = graph.output(Outputs.VALUE_IF_RETAINED, room);
            return Optional.of(coherence.value(
                    risk,
                    new ValueScore(
                            ifRetained,
                            graph.output(Outputs.LTV, room),
                            graph.output(Outputs.LTV_LOW, room),
                            graph.output(Outputs.LTV_HIGH, room),
                            outputIfAny(ltv.get(), Outputs.EXPECTED_PURCHASES, room),
                            outputIfAny(ltv.get(), Outputs.P_ALIVE, room),
                            risk.probability() * ifRetained,
                            outlook(ltv.get(), room))));
        }

        private Trend trendOf(UserRow row, Optional<ValueScore> value, List<Verdict> verdicts) {
            if (log.isEmpty()) {
                return Trend.NONE; // As for the value: the verdict is there.
            }
            if (trend.isEmpty()) {
                verdicts.add(Verdict.NO_TREND_MODEL);
                return Trend.NONE;
            }
            Graph graph = trend.get().graph();
            if (graph.width(Input.Source.SEQUENCE) > 0 && row.sequence().length == 0) {
                verdicts.add(Verdict.TREND_HISTORY_SHORT);
                return Trend.NONE;
            }
            if (graph.width(Input.Source.UPSTREAM) > 0 && value.isEmpty()) {
                return Trend.NONE; // Whatever took the value away is among the verdicts.
            }
            Workspace room = trendRoom.orElseThrow();
            graph.run(input(graph, row, value.map(ValueScore::ltv).orElse(Double.NaN)), room);
            double[] months = new double[Score.MONTHS];
            for (int i = 0; i < months.length; i++) {
                months[i] = graph.output(MONTHS.get(i), room);
            }
            List<Double> amounts = coherence.trend(months);
            return new Trend(amounts, rangesOf(amounts, room));
        }

        private List<Range> rangesOf(List<Double> amounts, Workspace room) {
            if (!trend.orElseThrow().gives(Outputs.TREND_TOTAL + "_low")) {
                return List.of();
            }
            List<Range> ranges = new ArrayList<>();
            double total = 0;
            for (int i = 0; i < amounts.size(); i++) {
                ranges.add(range(MONTHS.get(i), amounts.get(i), room));
                total += amounts.get(i);
            }
            ranges.add(range(Outputs.TREND_TOTAL, total, room));
            return ranges;
        }

        private Range range(String output, double expected, Workspace room) {
            Graph graph = trend.orElseThrow().graph();
            return coherence.range(
                    output, expected, graph.output(output + "_low", room), graph.output(output + "_high", room));
        }

        private Score made(
                UserRow row,
                Optional<ChurnScore> risk,
                Optional<ValueScore> value,
                Trend ahead,
                List<Verdict> verdicts) {
            return new Score(
                    row.user(),
                    row.asOf(),
                    row.eligible(),
                    row.lastActive(),
                    row.lastValue(),
                    risk,
                    value,
                    ahead.months(),
                    ahead.ranges(),
                    isProfiled ? profile(row, risk) : Score.Profile.NONE,
                    List.of(),
                    frame,
                    verdicts);
        }
    }

    /** The trend of one user and its intervals. */
    private record Trend(List<Double> months, List<Range> ranges) {

        static final Trend NONE = new Trend(List.of(), List.of());
    }

    /** Medians and other horizons, as far as the model tells them. */
    private static Outlook outlook(LoadedModel model, Workspace room) {
        boolean tellsHorizons = model.gives(Outlook.CLOSED_DAYS);
        return new Outlook(
                outputIfAny(model, Outlook.LTV_MEDIAN, room),
                outputIfAny(model, Outlook.PURCHASES_MEDIAN, room),
                tellsHorizons
                        ? ValueHorizons.DAYS.stream()
                                .map(days -> model.graph().output(Outlook.ltv(days), room))
                                .toList()
                        : List.of(),
                tellsHorizons ? (int) model.graph().output(Outlook.CLOSED_DAYS, room) : 0);
    }

    private static double outputIfAny(LoadedModel model, String name, Workspace room) {
        return model.gives(name) ? model.graph().output(name, room) : Double.NaN;
    }

    /** What a graph reads of a user: only the sources it has inputs for. */
    private static Row input(Graph graph, UserRow row, double... upstream) {
        Row input = graph.width(Input.Source.FEATURES) > 0 ? Row.of(row.features()) : Row.of();
        if (graph.width(Input.Source.SEQUENCE) > 0) {
            input = input.withSequence(row.sequence());
        }
        return graph.width(Input.Source.UPSTREAM) > 0 ? input.withUpstream(upstream) : input;
    }

    private Score.Profile profile(UserRow row, Optional<ChurnScore> risk) {
        String grade = risk.map(
                        score -> ChurnGrade.of(score.probability(), grades).name())
                .orElse("");
        if (log.isEmpty()) {
            return new Score.Profile(Double.NaN, "", "", grade, "");
        }
        Profile profile = Profile.of(row.features(), log.get().context().churn(), cuts());
        return new Score.Profile(
                profile.health().overall().orElse(Double.NaN),
                profile.stage().id(),
                profile.rfm().map(rfm -> rfm.segment().id()).orElse(""),
                grade,
                profile.rfm().map(Rfm::code).orElse(""));
    }
}
