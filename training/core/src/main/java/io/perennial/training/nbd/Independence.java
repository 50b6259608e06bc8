package io.perennial.training.nbd;

import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Whether users who buy more often spend more or less a time, which Gamma-Gamma rules out.
 *
 * @param users       with a repeat and a positive mean basket
 * @param correlation of repeats and mean basket
 * @param interval    of it, by Fisher's z
 * @param pValue      probability of as much or more without any correlation
 */
public record Independence(int users, double correlation, Interval interval, double pValue) {

    /** Of the baskets of users with a repeat. */
    public static Independence of(SpendData data) {
        double r = data.correlation();
        if (data.users() < 4 || Math.abs(r) >= 1) {
            return new Independence(data.users(), r, Interval.UNKNOWN, Double.NaN);
        }
        NormalDistribution normal = new NormalDistribution();
        double error = 1 / Math.sqrt(data.users() - 3);
        double z = 0.5 * (StrictMath.log1p(r) - StrictMath.log1p(-r));
        double reach = error * normal.inverseCumulativeProbability((1 + Uncertainty.LEVEL) / 2);
        double p = 2 * normal.cumulativeProbability(-Math.abs(z) / error);
        return new Independence(
                data.users(), r, new Interval(StrictMath.tanh(z - reach), StrictMath.tanh(z + reach)), p);
    }
}
