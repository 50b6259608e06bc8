package io.perennial.training.churn;

import io.perennial.training.data.Rows;
import io.perennial.training.tribuo.OddsTrainer;
import io.perennial.training.tribuo.XgboostTrainer;
import java.util.Optional;

/** Boosted trees that never take a longer silence for a sign of staying, whatever chance put into the rows. */
final class MonotoneRecipe implements ChurnRecipe {

    private static final int MOST_ROWS = 48_000;

    @Override
    public String id() {
        return "monotone";
    }

    @Override
    public boolean isNaive() {
        return false;
    }

    @Override
    public String description() {
        return "80 rounds of gradient boosted trees of depth 4 whose churn never falls with silence";
    }

    @Override
    public Optional<String> obstacle(Rows rows) {
        return LearnedRecipe.XGBOOST.obstacle(rows);
    }

    @Override
    public ChurnScore fit(Rows rows, long seed) {
        Rows sampled = rows.atMost(MOST_ROWS, seed);
        return new ChurnScore(
                OddsTrainer.train(
                        sampled.featuresToLearn(),
                        sampled.churned(),
                        sampled.weights(),
                        Silence.columns(sampled.data().featureIds()),
                        XgboostTrainer.Options.defaults(),
                        seed),
                ChurnScore.Unit.LOG_ODDS);
    }
}
