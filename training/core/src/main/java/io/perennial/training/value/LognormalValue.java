package io.perennial.training.value;

import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.Preparation;
import io.perennial.training.lognormal.LearnedLognormal;
import io.perennial.training.lognormal.LognormalTrainer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * The zero-inflated lognormal network. Where buying is the only way to stay it learns from everybody, and only the amount
 * given any is taken from it: whether there will be one stays the churn model's word. Elsewhere it learns from users who
 * stayed, some of whom spend nothing.
 */
final class LognormalValue implements ValueRecipe {

    /** Fewer users with an amount than this teach a network nothing. */
    private static final int LEAST_USERS = 100;

    private static final int MOST_ROWS = 8_000;

    private final boolean buyingIsStaying;

    private LognormalValue(boolean buyingIsStaying) {
        this.buyingIsStaying = buyingIsStaying;
    }

    /** The recipe for a log. */
    static LognormalValue of(TrainingSet set) {
        return new LognormalValue(set.schema().context().churn().isPurchaseOnly());
    }

    @Override
    public String id() {
        return "ziln";
    }

    @Override
    public boolean isNaive() {
        return false;
    }

    @Override
    public String description() {
        return "zero-inflated lognormal network, its amount given any";
    }

    @Override
    public boolean learnsFromEverybody() {
        return buyingIsStaying;
    }

    @Override
    public Optional<String> obstacle(Rows rows) {
        int users = ValueFits.retained(rows).userCount();
        if (users < LEAST_USERS) {
            return Optional.of("only " + users + " retained users to learn from, " + LEAST_USERS + " are needed");
        }
        return Preparation.findsNothing(rows.features())
                ? Optional.of("no feature varies between users")
                : Optional.empty();
    }

    @Override
    public Learned fit(Rows rows, IntToDoubleFunction amount, long seed) {
        Optional<LearnedLognormal> learned = learn(rows, amount, seed);
        return learned.map(heads -> buyingIsStaying ? heads.ifAny() : heads.mean())
                .orElseGet(() -> Numbers.constant(0));
    }

    /** All three heads; empty where nobody of the sample learned from has an amount. */
    Optional<LearnedLognormal> learn(Rows rows, IntToDoubleFunction amount, long seed) {
        Sample sample = Sample.of(rows, rows.of(amount), MOST_ROWS, seed);
        if (Arrays.stream(sample.amounts()).noneMatch(value -> value > 0)) {
            return Optional.empty();
        }
        return Optional.of(LognormalTrainer.train(
                sample.rows().featuresToLearn(),
                sample.amounts(),
                sample.rows().weights(),
                LognormalTrainer.Options.defaults(),
                seed));
    }
}
