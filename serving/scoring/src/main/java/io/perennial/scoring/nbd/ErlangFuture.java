package io.perennial.scoring.nbd;

/**
 * What a user does who is alive now, takes k steps to a purchase and leaves with probability {@code p} at each,
 * p ~ Beta(a, B) and rate of steps ~ Gamma(R + j, scale) after j steps of the current gap.
 *
 * <p>The number of steps within u days is negative binomial, and n more steps are {@code floor((j + n) / k)} purchases:
 * sums over n, a few dozen terms for a usual user. Where they would be thousands, {@link ErlangRoots} integrates over p
 * instead.
 *
 * @param phases how far the user is on the way to the next purchase
 * @param scale  of the rate of steps, in days
 * @param a      first shape of the chance of leaving
 * @param b      B, second shape of the chance of leaving
 */
record ErlangFuture(ErlangPhases phases, double scale, double a, double b) {

    private static final double MOST_TERMS = 4_000;

    /** Beyond it the chance of no step at all, where the sums begin, is too small a number. */
    private static final double LARGEST_EXPONENT = 600;

    private static final double NEGLIGIBLE = 1e-18;

    /** Expected purchases within {@code days}. */
    double purchases(double days) {
        if (days == 0) {
            return 0;
        }
        double w = days / scale;
        if (!isShort(w)) {
            return new ErlangRoots(phases, a, b).purchases(w);
        }
        double sum = 0;
        for (int j = 0; j < phases.steps(); j++) {
            sum += phases.weights()[j] * purchases(j, w);
        }
        return sum;
    }

    /** The sum over n of P(n steps) times the purchases expected of them, of which each may be the last. */
    private double purchases(int taken, double w) {
        double shape = phases.shape() + taken;
        double z = w / (1 + w);
        double chance = StrictMath.exp(-shape * StrictMath.log1p(w));
        double still = 1;
        double bought = 0;
        double sum = 0;
        int done = 0;
        for (int n = 1; n < MOST_TERMS; n++) {
            double ratio = (shape + n - 1) / n * z;
            chance *= ratio;
            if ((taken + n) % phases.steps() == 0) {
                bought += still;
                still *= (b + done) / (a + b + done);
                done++;
            }
            sum += chance * bought;
            if (ratio < 1 && chance * (bought + 1) < NEGLIGIBLE * (1 - ratio) * (1 - ratio)) {
                break;
            }
        }
        return sum;
    }

    /** Probability of a purchase in the window; the user may leave at one before it. */
    double anyPurchase(FutureWindow window) {
        double gap = window.start() / scale;
        if (!isShort(gap)) {
            return new ErlangRoots(phases, a, b).anyPurchase(gap, window.length() / scale);
        }
        double sum = 0;
        for (int j = 0; j < phases.steps(); j++) {
            sum += phases.weights()[j] * anyPurchase(j, gap, window.length() / (scale + window.start()));
        }
        return Math.min(1, sum);
    }

    /** The sum over n steps in the gap of their probability, of staying, and of the steps that are missing then. */
    private double anyPurchase(int taken, double gap, double w) {
        double shape = phases.shape() + taken;
        double z = gap / (1 + gap);
        double chance = StrictMath.exp(-shape * StrictMath.log1p(gap));
        double noStep = StrictMath.exp(-shape * StrictMath.log1p(w));
        double still = 1;
        int done = 0;
        double sum = 0;
        for (int n = 0; n < MOST_TERMS; n++) {
            int phase = (taken + n) % phases.steps();
            if (n > 0 && phase == 0) {
                still *= (b + done) / (a + b + done);
                done++;
            }
            sum += chance * still * (1 - fewer(phases.steps() - phase, shape + n, noStep, w));
            double ratio = (shape + n) / (n + 1) * z;
            if (ratio < 1 && chance * still < NEGLIGIBLE * (1 - ratio)) {
                break;
            }
            chance *= ratio;
            noStep /= 1 + w;
        }
        return sum;
    }

    /** Probability of fewer than {@code missing} steps, given that of none. */
    private static double fewer(int missing, double shape, double noStep, double w) {
        double z = w / (1 + w);
        double term = noStep;
        double sum = term;
        for (int i = 1; i < missing; i++) {
            term *= (shape + i - 1) / i * z;
            sum += term;
        }
        return Math.min(1, sum);
    }

    /** Whether the sums end after some thousand terms and begin with a number that is one. */
    private boolean isShort(double w) {
        double shape = phases.shape() + phases.steps();
        double mean = shape * w;
        double terms = mean + 12 * Math.sqrt(mean * (1 + w)) + 50 * (1 + w);
        return terms < MOST_TERMS && shape * StrictMath.log1p(w) < LARGEST_EXPONENT;
    }
}
