package io.perennial.training.evaluation;

/** Twice the negative Poisson log-likelihood less what no forecast changes: a proper score of an expected count. */
public final class PoissonDeviance {

    private static final double LEAST_EXPECTED = 1e-9;

    private PoissonDeviance() {}

    /** The score of each row. */
    public static double[] of(double[] expected, double[] actual) {
        double[] scores = new double[expected.length];
        for (int i = 0; i < scores.length; i++) {
            double mean = Math.max(LEAST_EXPECTED, expected[i]);
            scores[i] = 2 * (mean - actual[i] * StrictMath.log(mean));
        }
        return scores;
    }
}
