package io.perennial.scoring.nbd;

/**
 * How far a user who is alive may be on the way to the next purchase: the weight of having taken j of its k steps.
 *
 * @param shape   R, of the rate of steps given that none of the current gap was taken
 * @param weights by j, summing to 1
 * @param logSum  logarithm of the sum of {@code (R)_j / j! z^j}, by which they were divided
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and made anew for each user.
record ErlangPhases(double shape, double[] weights, double logSum) {

    /**
     * The phases.
     *
     * @param steps  k
     * @param shape  R
     * @param silent z, silence over the scale of the rate now, in [0, 1)
     */
    static ErlangPhases of(int steps, double shape, double silent) {
        double[] weights = new double[steps];
        double term = 1;
        double sum = 0;
        for (int j = 0; j < steps; j++) {
            weights[j] = term;
            sum += term;
            term *= (shape + j) / (j + 1) * silent;
        }
        for (int j = 0; j < steps; j++) {
            weights[j] /= sum;
        }
        return new ErlangPhases(shape, weights, StrictMath.log(sum));
    }

    /** k. */
    int steps() {
        return weights.length;
    }
}
