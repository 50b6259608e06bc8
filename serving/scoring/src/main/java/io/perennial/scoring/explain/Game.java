package io.perennial.scoring.explain;

import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.util.ArrayList;
import java.util.List;

/**
 * A score as a game of coalitions against fixed rows: churn alone, or value with the churn probability it reads computed
 * for the very same coalition, or a trend with that value. Immutable, for any number of threads.
 */
final class Game {

    private static final double[] NOTHING = {};

    /** Each reads the output of the one before it. */
    private final List<Coalitions> stages;

    private final int rows;

    private Game(List<Coalitions> stages, int rows) {
        this.stages = List.copyOf(stages);
        this.rows = rows;
    }

    /** The game of a target of a scorer, whose model must be there and {@link #isOfDimensions of dimensions}. */
    static Game of(Scorer scorer, Target target, List<double[]> rows) {
        List<Coalitions> stages = new ArrayList<>();
        boolean isOfValue = target == Target.LTV || (target == Target.TREND && readsValue(scorer));
        if (target == Target.CHURN || isOfValue) {
            stages.add(stage(scorer.churn(), scorer.churn().graph(), Target.CHURN, rows));
        }
        if (isOfValue) {
            LoadedModel ltv = scorer.ltv().orElseThrow();
            stages.add(stage(ltv, ltv.graph(), Target.LTV, rows));
        }
        if (target == Target.TREND) {
            LoadedModel trend = scorer.trend().orElseThrow();
            stages.add(stage(trend, TrendGraph.of(trend.graph()), Target.TREND, rows));
        }
        return new Game(stages, rows.size());
    }

    private static Coalitions stage(LoadedModel model, Graph graph, Target target, List<double[]> rows) {
        return new Coalitions(graph, target.output(), model.schema(), rows);
    }

    private static boolean readsValue(Scorer scorer) {
        return scorer.trend()
                .filter(trend -> trend.graph().width(Input.Source.UPSTREAM) > 0)
                .isPresent();
    }

    /** Whether a target can be told by dimensions: not so a trend that reads past months, or lacks the value it reads. */
    static boolean isOfDimensions(Scorer scorer, Target target) {
        return target != Target.TREND
                || scorer.trend()
                        .filter(trend -> trend.graph().width(Input.Source.SEQUENCE) == 0)
                        .filter(trend -> scorer.ltv().isPresent() || !readsValue(scorer))
                        .isPresent();
    }

    /** Whether a model runs before the one whose output it is. */
    boolean isChained() {
        return stages.size() > 1;
    }

    /** For each row the score of every coalition of a user's dimensions with the row's. */
    List<double[]> worth(UserRow row) {
        List<Coalitions.User> users = stages.stream()
                .map(stage -> stage.user(row.features(), row.sequence()))
                .toList();
        List<double[]> worth = new ArrayList<>();
        for (int reference = 0; reference < rows; reference++) {
            double[] upstream = NOTHING;
            for (Coalitions.User user : users) {
                upstream = user.worth(reference, upstream);
            }
            worth.add(upstream);
        }
        return worth;
    }

    /** Evaluates whole rows through all models, one thread. */
    Whole whole() {
        return new Whole();
    }

    /** The score of whole rows, one after another. */
    final class Whole {

        private final List<Coalitions.Whole> runs =
                stages.stream().map(Coalitions::whole).toList();

        private Whole() {}

        double of(double[] features, double[] sequence) {
            return through(runs, NOTHING, features, sequence);
        }

        /** The score where the churn probability before it is given. */
        double given(double churn, double[] features, double[] sequence) {
            return through(runs.subList(1, runs.size()), new double[] {churn}, features, sequence);
        }

        private static double through(
                List<Coalitions.Whole> runs, double[] given, double[] features, double[] sequence) {
            double[] upstream = given;
            for (Coalitions.Whole run : runs) {
                upstream = new double[] {run.of(features, sequence, upstream)};
            }
            return upstream[0];
        }
    }
}
