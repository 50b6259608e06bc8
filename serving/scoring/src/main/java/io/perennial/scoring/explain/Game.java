package io.perennial.scoring.explain;

import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A score as a game of coalitions against fixed rows: churn alone, or value with the churn probability it reads
 * computed for the very same coalition. Immutable, for any number of threads.
 */
final class Game {

    private static final double[] NOTHING = {};

    private final Optional<Coalitions> before;
    private final Coalitions last;
    private final int rows;

    private Game(Optional<Coalitions> before, Coalitions last, int rows) {
        this.before = before;
        this.last = last;
        this.rows = rows;
    }

    /** The game of the churn probability against rows. */
    static Game churn(LoadedModel churn, List<double[]> rows) {
        return new Game(Optional.empty(), coalitions(churn, Target.CHURN, rows), rows.size());
    }

    /** The game of the value against rows. */
    static Game ltv(LoadedModel churn, LoadedModel ltv, List<double[]> rows) {
        return new Game(
                Optional.of(coalitions(churn, Target.CHURN, rows)), coalitions(ltv, Target.LTV, rows), rows.size());
    }

    /** The game of a target of a scorer, whose model must be there. */
    static Game of(Scorer scorer, Target target, List<double[]> rows) {
        return switch (target) {
            case CHURN -> churn(scorer.churn(), rows);
            case LTV -> ltv(scorer.churn(), scorer.ltv().orElseThrow(), rows);
        };
    }

    private static Coalitions coalitions(LoadedModel model, Target target, List<double[]> rows) {
        return new Coalitions(model.graph(), target.output(), model.schema(), rows);
    }

    /** Whether a model runs before the one whose output it is. */
    boolean isChained() {
        return before.isPresent();
    }

    /** For each row the score of every coalition of a user's dimensions with the row's. */
    List<double[]> worth(UserRow row) {
        Optional<Coalitions.User> first = before.map(game -> game.user(row.features(), row.sequence()));
        Coalitions.User user = last.user(row.features(), row.sequence());
        List<double[]> worth = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            int reference = r;
            double[] upstream = first.map(f -> f.worth(reference, NOTHING)).orElse(NOTHING);
            worth.add(user.worth(reference, upstream));
        }
        return worth;
    }

    /** Evaluates whole rows through all models, one thread. */
    Whole whole() {
        return new Whole();
    }

    /** The score of whole rows, one after another. */
    final class Whole {

        private final Optional<Coalitions.Whole> first = before.map(Coalitions::whole);
        private final Coalitions.Whole then = last.whole();

        private Whole() {}

        double of(double[] features, double[] sequence) {
            double[] upstream = first.map(model -> new double[] {model.of(features, sequence)})
                    .orElse(NOTHING);
            return then.of(features, sequence, upstream);
        }

        /** The value where the churn probability before it is given. */
        double given(double churn, double[] features, double[] sequence) {
            return then.of(features, sequence, churn);
        }
    }
}
