package io.perennial.scoring.explain;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.explain.MonthsExplanation.Month;
import io.perennial.scoring.explain.MonthsExplanation.Path;
import io.perennial.scoring.explain.PathWorth.Beside;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A trend that reads past months as a game of these months against one published path, exact over every coalition.
 * Immutable, for any number of threads.
 */
final class MonthGame {

    private static final Shapley GAME = new Shapley(PastPath.PLAYERS + 1);

    private final LoadedModel model;
    private final Graph graph;
    private final double[] path;
    private final Path kind;
    private final Beside beside;
    private final double baseline;

    private MonthGame(LoadedModel model, Beside beside) {
        this.model = model;
        this.graph = TrendGraph.of(model.graph());
        Optional<double[]> mean = PastPath.mean(graph);
        this.path = mean.orElseGet(() -> new double[PastPath.WIDTH]);
        this.kind = mean.isPresent() ? Path.MEAN : Path.EMPTY;
        this.beside = beside;
        this.baseline = new PathWorth(graph, Target.TREND.output()).whole(path, beside);
    }

    /** The game of a scorer's trend; empty where that is not {@linkplain #isPlayed played}. */
    static Optional<MonthGame> of(Scorer scorer) {
        return scorer.trend()
                .filter(trend -> isPlayed(scorer))
                .map(trend -> new MonthGame(trend, beside(scorer, trend.graph())));
    }

    /**
     * Whether a scorer's trend is told by months: it reads past months, and where it reads features or the value besides,
     * reference rows tell what these are in the middle.
     */
    static boolean isPlayed(Scorer scorer) {
        Optional<Graph> graph = scorer.trend()
                .map(LoadedModel::graph)
                .filter(trend -> trend.width(Input.Source.SEQUENCE) == PastPath.WIDTH);
        if (graph.isEmpty() || !readsMore(graph.get())) {
            return graph.isPresent();
        }
        boolean lacksValue = readsValue(graph.get()) && scorer.ltv().isEmpty();
        return scorer.churn().references().isPresent() && !lacksValue;
    }

    private static Beside beside(Scorer scorer, Graph graph) {
        if (!readsMore(graph)) {
            return new Beside(new double[0], Double.NaN);
        }
        double[] middle = Centre.of(scorer.churn().references().orElseThrow().rows());
        double value = readsValue(graph)
                ? Game.of(scorer, Target.LTV, List.of(middle)).whole().of(middle, new double[0])
                : Double.NaN;
        return new Beside(middle, value);
    }

    private static boolean readsMore(Graph graph) {
        return readsValue(graph) || graph.width(Input.Source.FEATURES) > 0;
    }

    private static boolean readsValue(Graph graph) {
        return graph.width(Input.Source.UPSTREAM) > 0;
    }

    /** Why the user's next six blocks are expected to bring what they do; the score must have a trend. */
    ExplanationResult explain(UserRow row, Score score) {
        Beside users = new Beside(
                row.features(), score.value().map(Score.ValueScore::ltv).orElse(Double.NaN));
        double[] worth = new PathWorth(graph, Target.TREND.output()).of(row.sequence(), path, users, beside);
        double[] phi = GAME.values(worth);
        List<Month> months = new ArrayList<>();
        for (int player = 0; player < PastPath.PLAYERS; player++) {
            months.add(month(player, row, phi[player]));
        }
        double served = score.trendTotal();
        double calendar = worth[0] - baseline;
        MonthsExplanation made =
                new MonthsExplanation(model.id(), served, baseline, kind, calendar, phi[PastPath.PLAYERS], months, 0);
        return checked(made, row);
    }

    private static Month month(int player, UserRow row, double value) {
        double occasions = 0;
        double spend = 0;
        for (int step = PastPath.firstStep(player); step < PastPath.firstStep(player + 1); step++) {
            int at = step * TrendSequence.CHANNELS;
            occasions += StrictMath.expm1(row.sequence()[at + TrendSequence.OCCASIONS]);
            spend += StrictMath.expm1(row.sequence()[at + TrendSequence.SPEND]);
        }
        return new Month(
                day(row, PastPath.firstStep(player)),
                day(row, PastPath.firstStep(player + 1)),
                occasions,
                spend,
                value);
    }

    private static int day(UserRow row, int step) {
        return row.asOf() - (TrendSequence.STEPS - step) * TrendSequence.BLOCK_DAYS;
    }

    private static ExplanationResult checked(MonthsExplanation made, UserRow row) {
        double error = Math.abs(made.sum() - made.score());
        // Written so that NaN fails too.
        if (!(error <= Explanation.BOUND * Math.max(1, Math.abs(made.score())))) {
            return new Withheld(
                    Withheld.Cause.SUM_FAILED, "parts of the trend of user " + row.user() + " miss it by " + error);
        }
        return new MonthsExplanation(
                made.model(),
                made.score(),
                made.baseline(),
                made.path(),
                made.calendar(),
                made.other(),
                made.months(),
                error);
    }
}
