package io.perennial.training.value;

import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.training.data.Rows;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.Mean;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.tribuo.XgboostTrainer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** The learned candidates, gradient boosted trees through Tribuo on one of two scales of money. */
enum LearnedValue implements ValueRecipe {
    TWEEDIE("xgboost:tweedie", "boosted trees, Tweedie deviance with a log link", Activation.EXP) {
        @Override
        Learned train(double[][] rows, double[] amounts, double[] weights, long seed) {
            return XgboostTrainer.logOfMean(rows, amounts, weights, options(), seed);
        }
    },
    LOG("xgboost:log", "boosted trees on log(1 + amount)", Activation.SIGNED_EXP) {
        @Override
        Learned train(double[][] rows, double[] amounts, double[] weights, long seed) {
            double[] logs = Arrays.stream(amounts).map(StrictMath::log1p).toArray();
            return XgboostTrainer.mean(rows, logs, weights, options(), seed);
        }
    },
    MEAN_WITH_RATE(
            "mean:xgboost+year_rate", "mean of the boosted trees and a line on last year's spend", Activation.EXP) {
        @Override
        Learned train(double[][] rows, double[] amounts, double[] weights, long seed) {
            return TWEEDIE.train(rows, amounts, weights, seed);
        }

        @Override
        public Learned fit(Rows retained, IntToDoubleFunction amount, long seed) {
            Learned line = NaiveValue.yearRate(NaiveValue.YEAR).fit(retained, amount, seed);
            return new Mean(super.fit(retained, amount, seed), line);
        }

        @Override
        public int daysRead() {
            return NaiveValue.YEAR;
        }
    };

    private static final int LEAST_USERS = 50;
    private static final int MOST_ROWS = 48_000;

    private final String id;
    private final String description;
    private final Activation inverse;

    LearnedValue(String id, String description, Activation inverse) {
        this.id = id;
        this.description = description;
        this.inverse = inverse;
    }

    abstract Learned train(double[][] rows, double[] amounts, double[] weights, long seed);

    /** Shallower and slower than for churn: money has long tails to be misled by. */
    private static XgboostTrainer.Options options() {
        return new XgboostTrainer.Options(80, 3, 0.08, 5, 0.8, 0.5, 10);
    }

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
    public Optional<String> obstacle(Rows retained) {
        return retained.userCount() < LEAST_USERS
                ? Optional.of("only " + retained.userCount() + " retained users to learn from, " + LEAST_USERS
                        + " are needed")
                : Optional.empty();
    }

    @Override
    public Learned fit(Rows retained, IntToDoubleFunction amount, long seed) {
        Sample sample = Sample.of(retained, retained.of(amount), MOST_ROWS, seed);
        if (Arrays.stream(sample.amounts()).allMatch(value -> value == 0)) {
            return Numbers.constant(0);
        }
        return new OnMoney(
                train(
                        sample.rows().featuresToLearn(),
                        sample.amounts(),
                        sample.rows().weights(),
                        seed),
                inverse);
    }

    /** A learned number brought back to money. */
    private record OnMoney(Learned number, Activation inverse) implements Learned {

        @Override
        public int addTo(ModelDraft draft) {
            int money = draft.add(Dense.apply(number.addTo(draft), 1, inverse));
            return draft.add(Dense.apply(money, 1, Activation.RELU));
        }

        @Override
        public Optional<Origin> origin() {
            return number.origin();
        }

        @Override
        public Learned proven() {
            return number;
        }
    }
}
