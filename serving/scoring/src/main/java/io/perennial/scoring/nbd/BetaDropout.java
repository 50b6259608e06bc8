package io.perennial.scoring.nbd;

/**
 * What a user does who is alive now and leaves with probability {@code p} at each purchase, p ~ Beta(a, B) and rate
 * of purchase ~ Gamma(R, scale): the part that the BG/NBD and the MBG/NBD share.
 *
 * <p>Being alive after u more days has probability {@code E[(1 + p w)^-R]}, {@code w = u/scale}, and the expected
 * purchases until then are {@code E[(1 - (1 + p w)^-R) / p]}; both are 2F1 functions of -w. As printed (Fader, Hardie
 * and Lee 2005, equation 10) their factors overflow: 5e33 at 200 repeats, infinite at 3,000. Euler's transform gives
 * series in {@code z = w/(1 + w)} whose terms do not grow with the number of repeats; where these converge slowly or
 * cancel, {@link BetaExpectation} integrates over p instead.
 *
 * @param shape R, of the rate of purchase
 * @param a     first shape of the chance of leaving
 * @param b     B, second shape of the chance of leaving
 */
record BetaDropout(double shape, double a, double b) {

    private static final int MAX_TERMS = 2_000;

    /** Probability of not having left after {@code w} scales of time. */
    double survival(double w) {
        if (w == 0) {
            return 1;
        }
        if (!seriesConverges(w)) {
            return BetaExpectation.of(a, b, p -> 1 - gone(p, w), 1, 1 - gone(1, w), knee(w));
        }
        double z = w / (1 + w);
        double term = 1;
        double sum = 1;
        for (int n = 0; n < MAX_TERMS && Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= (a + n) * (a + b - shape + n) / ((a + b + n) * (n + 1)) * z;
            sum += term;
        }
        return clampProbability(StrictMath.exp(-a * StrictMath.log1p(w)) * sum);
    }

    /** Expected purchases within {@code w} scales of time. */
    double purchases(double w) {
        if (w == 0) {
            return 0;
        }
        double c = a + b - 1;
        if (!seriesConverges(w) || c > 1e4 * shape) {
            return BetaExpectation.of(a, b, p -> gone(p, w) / p, shape * w, gone(1, w), knee(w));
        }
        double log = StrictMath.log1p(w);
        return Math.max(0, c * LogSpace.decayIntegral(a - 1, log) - StrictMath.exp((1 - a) * log) * purchaseSeries(w));
    }

    /** The sum over n >= 1 of {@code (C-R)_n (a)_(n-1) / ((C+1)_(n-1) n!) z^n}, with {@code C = a + B - 1}. */
    private double purchaseSeries(double w) {
        double z = w / (1 + w);
        double c = a + b - 1;
        double term = (c - shape) * z;
        double sum = term;
        for (int n = 1; n < MAX_TERMS && Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= (c - shape + n) * (a + n - 1) / ((c + n) * (n + 1)) * z;
            sum += term;
        }
        return sum;
    }

    /** Few terms (z up to 0.9), no factor that overflows, and at most ten terms of alternating sign. */
    private boolean seriesConverges(double w) {
        return w <= 9 && a <= 50 && shape - (a + b) <= 10;
    }

    /** Probability of having left after {@code w} scales of time, for a user with chance {@code p} of leaving. */
    private double gone(double p, double w) {
        return -StrictMath.expm1(-shape * StrictMath.log1p(p * w));
    }

    private double knee(double w) {
        return 1 / (1 + shape * w);
    }

    private static double clampProbability(double p) {
        return Math.max(0, Math.min(1, p));
    }
}
