package io.perennial.training.nbd;

import io.perennial.scoring.nbd.PowerDecay;
import java.util.Arrays;

/**
 * The logarithm of {@code I = integral over [0, t] of (1 + u/A)^-p (1 + u/D)^-q du} with its derivatives in p, A, q
 * and D.
 *
 * <p>With the integrand f as a density, the slopes of ln I are the means of the slopes of ln f, and its second
 * derivatives are their covariances plus the means of the second derivatives of ln f: one pass over
 * {@link PowerDecay} gives all.
 */
final class LeavingMoments implements PowerDecay.Node {

    /** Of ln f by p, A in units of p/A, q, D in units of q/D. */
    private final double[] slopes = new double[4];

    private final double[] means = new double[4];
    private final double[][] products = new double[4][4];
    private boolean buyingIsNear;
    private double mass;

    /** Writes ln I and its derivatives in p, A, q, D, in this order, to {@code into}. */
    void expand(double a, double p, double d, double q, double t, Expansion into) {
        buyingIsNear = a <= d;
        mass = 0;
        Arrays.fill(means, 0);
        Arrays.stream(products).forEach(row -> Arrays.fill(row, 0));
        into.setValue(StrictMath.log(PowerDecay.integral(a, p, d, q, t, this)));
        double[] units = {1, p / a, 1, q / d};
        for (int i = 0; i < 4; i++) {
            means[i] /= mass;
            into.setSlope(i, units[i] * means[i]);
            for (int j = 0; j <= i; j++) {
                into.setBend(i, j, units[i] * units[j] * (products[i][j] / mass - means[i] * means[j]));
            }
        }
        addMeanBends(into, 0, 1, a, p);
        addMeanBends(into, 2, 3, d, q);
    }

    /** Adds the mean second derivatives of ln f by a power and its scale. */
    private void addMeanBends(Expansion into, int power, int scale, double at, double exponent) {
        into.setBend(scale, power, into.bend(scale, power) + means[scale] / at);
        double twice = 2 * means[scale] - products[scale][scale] / mass;
        into.setBend(scale, scale, into.bend(scale, scale) - exponent / at / at * twice);
    }

    @Override
    public void take(double share, double near, double nearLog, double far, double farLog) {
        double nearPart = near / (1 + near);
        double farPart = far / (1 + far);
        slopes[0] = buyingIsNear ? -nearLog : -farLog;
        slopes[1] = buyingIsNear ? nearPart : farPart;
        slopes[2] = buyingIsNear ? -farLog : -nearLog;
        slopes[3] = buyingIsNear ? farPart : nearPart;
        mass += share;
        for (int i = 0; i < 4; i++) {
            double weighted = share * slopes[i];
            means[i] += weighted;
            for (int j = 0; j <= i; j++) {
                products[i][j] += weighted * slopes[j];
            }
        }
    }
}
