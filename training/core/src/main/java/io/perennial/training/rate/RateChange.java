package io.perennial.training.rate;

import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Quantile;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import java.util.Arrays;

/** A probability of silence when purchases come {@code k} times as fast: {@code p^k}, exact under a constant rate. */
public final class RateChange {

    private static final int KNOTS = 128;

    /** Below this a probability of silence is told apart from no other. */
    private static final double LEAST = 1e-9;

    private static final double HALF = 0.5;

    private RateChange() {}

    /** The mean of {@code p^k}, even odds for nobody. */
    public static double mean(double[] silence, double k) {
        return Arrays.stream(silence).map(p -> StrictMath.pow(p, k)).average().orElse(HALF);
    }

    /** The {@code k} in [0.001, 1000] at which the mean of {@code p^k} comes nearest to the one wanted. */
    public static double towards(double[] silence, double wanted) {
        double low = 1e-3;
        double high = 1e3;
        for (int step = 0; step < 100; step++) {
            double middle = Math.sqrt(low * high);
            if (mean(silence, middle) > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.sqrt(low * high);
    }

    /** {@code p^k}, the same k for everybody. */
    public static Learned of(Learned silence, double k) {
        return (ModelDraft draft) -> power(draft, logarithm(draft, silence), k);
    }

    /** {@code p^(k factor)}, the factor each user's own. */
    static Learned of(Learned silence, Learned factor, double k) {
        return (ModelDraft draft) -> {
            int logarithm = logarithm(draft, silence);
            return power(draft, draft.add(new Product(Ints.of(logarithm, factor.addTo(draft)), Ints.of(0, 0))), k);
        };
    }

    private static int power(ModelDraft draft, int logarithm, double k) {
        return draft.add(Dense.apply(draft.add(new Linear(logarithm, Doubles.of(k), 0)), 1, Activation.EXP));
    }

    /** The logarithm as a curve: in even ratios up to a half, then in even steps, straight between. */
    private static int logarithm(ModelDraft draft, Learned silence) {
        double[] x = new double[2 * KNOTS + 1];
        for (int i = 0; i <= KNOTS; i++) {
            x[i] = HALF * StrictMath.pow(LEAST, 1 - (double) i / KNOTS);
            x[KNOTS + i] = HALF + HALF * i / KNOTS;
        }
        double[] y = Arrays.stream(x).map(StrictMath::log).toArray();
        return draft.add(new Quantile(silence.addTo(draft), Doubles.of(x), Doubles.of(y)));
    }
}
