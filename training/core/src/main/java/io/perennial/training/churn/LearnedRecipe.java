package io.perennial.training.churn;

import io.perennial.training.data.Rows;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.Preparation;
import io.perennial.training.tribuo.ForestTrainer;
import io.perennial.training.tribuo.LogisticTrainer;
import io.perennial.training.tribuo.XgboostTrainer;
import java.util.Arrays;
import java.util.Optional;

/** The learned candidates, trained through Tribuo. */
public enum LearnedRecipe implements ChurnRecipe {
    LOGISTIC("logistic", "logistic regression on logged, standardised features", 12_000) {
        @Override
        Learned train(double[][] rows, double[] churned, double[] weights, long seed) {
            return LogisticTrainer.train(rows, churned, weights, LogisticTrainer.Options.defaults(), seed);
        }
    },
    FOREST("forest", "random forest of 30 trees of depth 8", 3_000) {
        @Override
        Learned train(double[][] rows, double[] churned, double[] weights, long seed) {
            return ForestTrainer.train(rows, churned, weights, ForestTrainer.Options.defaults(), seed);
        }
    },
    XGBOOST("xgboost", "80 rounds of gradient boosted trees of depth 4", 48_000) {
        @Override
        Learned train(double[][] rows, double[] churned, double[] weights, long seed) {
            return XgboostTrainer.classifier(rows, churned, weights, XgboostTrainer.Options.defaults(), seed);
        }
    };

    private final String id;
    private final String description;
    private final int mostRows;

    LearnedRecipe(String id, String description, int mostRows) {
        this.id = id;
        this.description = description;
        this.mostRows = mostRows;
    }

    abstract Learned train(double[][] rows, double[] churned, double[] weights, long seed);

    @Override
    public String id() {
        return id;
    }

    @Override
    public boolean isNaive() {
        return false;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Optional<String> obstacle(Rows rows) {
        Optional<String> lacking = Enough.lacking(
                rows.userCount(),
                rows.where(i -> rows.churned(i) == 1).userCount(),
                rows.where(i -> rows.churned(i) == 0).userCount());
        if (lacking.isPresent()) {
            return lacking;
        }
        return Preparation.findsNothing(rows.features())
                ? Optional.of("no feature varies between users")
                : Optional.empty();
    }

    /** Learns from a sample of the rows; where all of it had one outcome, everybody gets the overall rate. */
    @Override
    public ChurnScore fit(Rows rows, long seed) {
        Rows sampled = rows.atMost(mostRows, seed);
        if (Arrays.stream(sampled.churned()).distinct().count() < 2) {
            return NaiveRecipe.baseRate().fit(rows, seed);
        }
        Learned learned = train(sampled.featuresToLearn(), sampled.churned(), sampled.weights(), seed);
        return new ChurnScore(learned, this == FOREST ? ChurnScore.Unit.SHARE : ChurnScore.Unit.LOG_ODDS);
    }
}
