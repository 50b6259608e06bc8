package io.perennial.training.value;

import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Product;
import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.Totals;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.rate.PurchaseRatio;
import java.util.Optional;
import java.util.function.Supplier;

/** The ways to expected purchases that are compared. */
enum PurchaseWay {
    FAMILY("the NBD family"),
    STAYING("the chance of staying times boosted trees on the occasions of those who stayed"),
    BLEND("the mean of the NBD family times a learned ratio and of the chance of staying times boosted trees on the"
            + " occasions of those who stayed");

    /** At least this share of all purchases is beyond what staying implies. */
    private static final double LEAST_SHARE = 0.05;

    private final String description;

    PurchaseWay(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    /** What is expected whatever the churn model says, where this way has such a part. */
    <T> Optional<T> direct(Supplier<T> part) {
        return this != STAYING ? Optional.of(part.get()) : Optional.empty();
    }

    /** What is expected beyond staying, where this way has such a part. */
    <T> Optional<T> beyond(Supplier<T> part) {
        return this != FAMILY ? Optional.of(part.get()) : Optional.empty();
    }

    /**
     * The direct part.
     *
     * @param served  the family over the window to speak of
     * @param learned the family over the window the rows' outcomes were read in
     */
    static Learned direct(PurchaseWay way, Rows rows, Learned served, Learned learned, long seed) {
        return way == FAMILY || !PurchaseRatio.isLearnable(rows) ? served : ratio(rows, served, learned, seed);
    }

    /** The family over one window times a ratio that boosted trees learned over another, both of which are given. */
    static Learned ratio(Rows rows, Learned served, Learned learned, long seed) {
        return new Times(served, PurchaseRatio.fit(rows, learned, seed));
    }

    /** The product of two numbers. */
    private record Times(Learned one, Learned other) implements Learned {

        @Override
        public int addTo(ModelDraft draft) {
            int first = one.addTo(draft);
            return draft.add(new Product(Ints.of(first, other.addTo(draft)), Ints.of(0, 0)));
        }

        @Override
        public double[] predict(Rows rows) {
            return Totals.times(one.predict(rows), other.predict(rows));
        }
    }

    /** Occasions beyond those that staying implies, learned from users who stayed. */
    static Learned beyond(Rows rows, int implied, long seed) {
        Rows retained = ValueFits.retained(rows);
        if (retained.isEmpty()) {
            return Numbers.constant(0);
        }
        if (LearnedValue.TWEEDIE.obstacle(retained).isEmpty()) {
            return LearnedValue.TWEEDIE.fit(retained, i -> Math.max(0, retained.occasions(i) - implied), seed);
        }
        double[] weights = retained.weights();
        double sum = 0;
        double total = 0;
        for (int i = 0; i < retained.size(); i++) {
            sum += weights[i] * Math.max(0, retained.occasions(i) - implied);
            total += weights[i];
        }
        return Numbers.constant(sum / total);
    }

    /**
     * The factor of what is expected beyond staying at which the total is right.
     *
     * @param implied occasions that staying implies
     * @param stay    chance of staying of each row
     * @param more    occasions beyond those implied, given staying
     * @param weights of rows
     * @param total   wanted
     */
    static double factor(int implied, double[] stay, double[] more, double[] weights, double total) {
        double staying = 0;
        double beyond = 0;
        for (int i = 0; i < stay.length; i++) {
            staying += weights[i] * stay[i] * implied;
            beyond += weights[i] * stay[i] * more[i];
        }
        double wanted = Math.max(total - staying, LEAST_SHARE * total);
        return beyond > 0 && total > 0 ? wanted / beyond : 1;
    }
}
