package io.perennial.training.churn;

import io.perennial.training.data.Rows;
import io.perennial.training.learner.Mean;
import java.util.Optional;

/** The mean log-odds of boosted trees and of logistic regression, which err on different users. */
final class BlendedRecipe implements ChurnRecipe {

    private final ChurnRecipe trees;
    private final ChurnRecipe line;

    BlendedRecipe(ChurnRecipe trees, ChurnRecipe line) {
        this.trees = trees;
        this.line = line;
    }

    @Override
    public String id() {
        return "mean:" + trees.id() + "+" + line.id();
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
        return trees.obstacle(rows);
    }

    @Override
    public ChurnScore fit(Rows rows, long seed) {
        return new ChurnScore(
                new Mean(trees.fit(rows, seed).learned(), line.fit(rows, seed).learned()), ChurnScore.Unit.LOG_ODDS);
    }
}
