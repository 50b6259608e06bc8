package io.perennial.training.churn;

import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Quantile;
import io.perennial.scoring.graph.Select;
import io.perennial.training.learner.ModelDraft;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Returns at each user's own constant rate: with {@code p} the chance of none in a window of {@code h} days, that of none
 * in its first {@code t} is {@code p^(t / h)}. The rule that a learned curve has to beat.
 *
 * @param intervals parts of the window
 */
record ConstantRate(Intervals intervals) implements ReturnCurve {

    private static final int KNOTS = 512;

    /** Log-odds beyond which chances are as good as 0 and 1. */
    private static final double WIDEST = 25;

    @Override
    public int addCurve(ModelDraft draft, int churn) {
        double[] p = knots();
        int[] ends = Arrays.stream(intervals.ends().toArray())
                .map(end -> draft.add(new Quantile(churn, Doubles.of(p), Doubles.of(power(p, end)))))
                .toArray();
        return draft.add(new Select(Ints.of(ends), Ints.range(0, ends.length)));
    }

    /** Even in log-odds, since a power of a small chance is far from a line: the published form has no power. */
    private static double[] knots() {
        double[] inner = IntStream.rangeClosed(0, KNOTS)
                .mapToDouble(i -> Activation.SIGMOID.of(WIDEST * (2.0 * i / KNOTS - 1)))
                .toArray();
        double[] knots = new double[inner.length + 2];
        System.arraycopy(inner, 0, knots, 1, inner.length);
        knots[knots.length - 1] = 1;
        return knots;
    }

    private double[] power(double[] p, int end) {
        double share = (double) end / intervals.horizonDays();
        return Arrays.stream(p)
                .map(chance -> share == 1 ? chance : StrictMath.pow(chance, share))
                .toArray();
    }
}
