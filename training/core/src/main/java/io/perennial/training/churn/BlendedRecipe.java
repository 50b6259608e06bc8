package io.perennial.training.churn;

import io.perennial.training.data.Rows;
import io.perennial.training.learner.Mean;
import java.util.Optional;

/** The mean log-odds of boosted trees and of logistic regression, which err on different users. */
final class BlendedRecipe implements ChurnRecipe {

    private static final LearnedRecipe TREES = LearnedRecipe.XGBOOST;
    private static final LearnedRecipe LINE = LearnedRecipe.LOGISTIC;

    @Override
    public String id() {
        return "mean:" + TREES.id() + "+" + LINE.id();
    }

    @Override
    public boolean isNaive() {
        return false;
    }

    @Override
    public boolean isBlend() {
        return true;
    }

    @Override
    public String description() {
        return "mean log-odds of the boosted trees and the logistic regression";
    }

    @Override
    public Optional<String> obstacle(Rows rows) {
        return TREES.obstacle(rows);
    }

    @Override
    public ChurnScore fit(Rows rows, long seed) {
        return new ChurnScore(
                new Mean(TREES.fit(rows, seed).learned(), LINE.fit(rows, seed).learned()), ChurnScore.Unit.LOG_ODDS);
    }
}
