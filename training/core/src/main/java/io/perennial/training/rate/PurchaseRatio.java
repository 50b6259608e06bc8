package io.perennial.training.rate;

import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Scale;
import io.perennial.training.data.Rows;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.Preparation;
import io.perennial.training.tribuo.XgboostTrainer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * By how much a user buys more or less often than the NBD family says, learned from all features with the family's
 * expectation as offset: the mean of {@code actual / expected}, weighted by the expectation, has the same best fit as
 * the mean of actual purchases with {@code log expected} as offset of a log link.
 *
 * <p>The ratio speaks of the user's rate, so it may be carried from the window it was learned in to a longer one.
 */
public final class PurchaseRatio {

    /** Shallow, few and drawn together: a leaf answers for twenty expected purchases at least. */
    private static final XgboostTrainer.Options OPTIONS = new XgboostTrainer.Options(40, 3, 0.08, 20, 0.8, 0.5, 50);

    /** Rows beyond these add time and no accuracy. */
    private static final int MOST_ROWS = 250_000;

    /** The same for a line, whose cost grows with the square of the columns. */
    private static final int MOST_ROWS_OF_LINE = 48_000;

    /** A slope that so many expected purchases do not speak for is drawn halfway to 0. */
    private static final double RIDGE = 300;

    /** No user is expected to buy less often than this. */
    private static final double LEAST_EXPECTED = 1e-3;

    private PurchaseRatio() {}

    /** Whether there is a ratio to learn: somebody bought in the rows' windows, and users differ. */
    public static boolean isLearnable(Rows rows) {
        boolean anybodyBought = IntStream.range(0, rows.size()).anyMatch(i -> rows.occasions(i) > 0);
        return anybodyBought && !Preparation.findsNothing(rows.featuresToLearn());
    }

    /**
     * Learns the ratio by boosted trees.
     *
     * @param all    rows with outcomes, some of them {@link #isLearnable}
     * @param family what the family expects in the window the outcomes were read in
     * @return a factor above 0
     */
    public static Learned fit(Rows all, Learned family, long seed) {
        Learned logarithm = logByTrees(all, family, seed);
        return (ModelDraft draft) -> draft.add(Dense.apply(logarithm.addTo(draft), 1, Activation.EXP));
    }

    /** The logarithm of the ratio by boosted trees. */
    static Learned logByTrees(Rows all, Learned family, long seed) {
        Rows rows = all.atMost(MOST_ROWS, seed);
        double[] expected = expected(rows, family);
        double[] ratios = rows.of(i -> rows.occasions(i) / expected[i]);
        double[] weights = rows.weights();
        for (int i = 0; i < ratios.length; i++) {
            weights[i] *= expected[i];
        }
        return XgboostTrainer.logOfMean(rows.featuresToLearn(), ratios, weights, OPTIONS, seed);
    }

    /**
     * The logarithm of the ratio by a line on logged, standardised features: of few users it learns more than trees
     * do, and it ranks those apart that one leaf holds together.
     */
    static Learned logByLine(Rows all, Learned family, long seed) {
        Rows rows = all.atMost(MOST_ROWS_OF_LINE, seed);
        double[][] features = rows.featuresToLearn();
        Preparation preparation = Preparation.of(features);
        double[][] logged = preparation.logged(features);
        Scale scale = Preparation.scale(0, logged);
        double[] weights = rows.weights();
        double[] exposure = expected(rows, family);
        double[] counts = rows.of(i -> weights[i] * rows.occasions(i));
        Arrays.setAll(exposure, i -> weights[i] * exposure[i]);
        PoissonRidge line = PoissonRidge.fit(Preparation.scaled(logged, scale), counts, exposure, RIDGE);
        return (ModelDraft draft) -> {
            int scaled = draft.add(new Scale(preparation.addLogged(draft), scale.mean(), scale.sd()));
            return draft.add(line.node(scaled));
        };
    }

    private static double[] expected(Rows rows, Learned family) {
        return Arrays.stream(family.predict(rows))
                .map(mean -> Math.max(LEAST_EXPECTED, mean))
                .toArray();
    }
}
