package io.perennial.training.value;

import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.training.data.Rows;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.tribuo.XgboostTrainer;

/**
 * By how much a user buys more or less often than the NBD family says: boosted trees on all features, with the
 * family's expectation as offset. With weights in proportion to the expectation the mean of {@code actual / expected}
 * has the same best fit as the mean of actual purchases with {@code log expected} as offset of a log link.
 *
 * <p>The ratio speaks of the user's rate, so it may be carried from the window it was learned in to a longer one.
 */
final class PurchaseRatio {

    /** Shallow, few and drawn together: a leaf answers for twenty expected purchases at least. */
    private static final XgboostTrainer.Options OPTIONS = new XgboostTrainer.Options(40, 3, 0.08, 20, 0.8, 0.5, 50);

    /** Rows beyond these add time and no accuracy. */
    private static final int MOST_ROWS = 250_000;

    /** No user is expected to buy less often than this. */
    private static final double LEAST_EXPECTED = 1e-3;

    private PurchaseRatio() {}

    /** Whether anybody bought in the rows' windows, so that there is a ratio to learn. */
    static boolean isLearnable(Rows rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.occasions(i) > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Learns the ratio.
     *
     * @param all    rows with outcomes, some of them {@link #isLearnable}
     * @param family what the family expects in the window the outcomes were read in
     * @return a factor above 0
     */
    static Learned fit(Rows all, Learned family, long seed) {
        Rows rows = all.atMost(MOST_ROWS, seed);
        double[] expected = family.predict(rows.features());
        double[] ratios = new double[expected.length];
        double[] weights = rows.weights();
        for (int i = 0; i < ratios.length; i++) {
            double floored = Math.max(LEAST_EXPECTED, expected[i]);
            ratios[i] = rows.occasions(i) / floored;
            weights[i] *= floored;
        }
        Learned logarithm = XgboostTrainer.logOfMean(rows.featuresToLearn(), ratios, weights, OPTIONS, seed);
        return (ModelDraft draft) -> draft.add(Dense.apply(logarithm.addTo(draft), 1, Activation.EXP));
    }
}
