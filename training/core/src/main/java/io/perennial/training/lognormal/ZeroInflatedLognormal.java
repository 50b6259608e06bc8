package io.perennial.training.lognormal;

import io.perennial.scoring.graph.Activation;

/**
 * An amount that is nothing with some probability and lognormal otherwise, told by three numbers of a network (Wang,
 * Liu, Miao 2019, arXiv 1912.07753, section 3): the log-odds of any amount, the mean {@code mu} of its logarithm, and
 * what softplus turns into the spread {@code sigma}. Sigma is held to [{@value #LEAST_SIGMA}, {@value #MOST_SIGMA}]: the
 * mean of a lognormal grows with {@code exp(sigma^2 / 2)}, so that one user the network knows nothing of would
 * otherwise outweigh all others.
 */
final class ZeroInflatedLognormal {

    /** How many numbers tell the distribution. */
    static final int HEADS = 3;

    /** About the square root of 1e-7, as in the authors' code. */
    static final double LEAST_SIGMA = 3.162e-4;

    static final double MOST_SIGMA = 2.5;

    private static final double HALF_LOG_TAU = StrictMath.log(2 * Math.PI) / 2;

    private ZeroInflatedLognormal() {}

    /** The negative log-likelihood of an amount that is not negative. */
    static double loss(double[] heads, double amount) {
        if (!(amount > 0)) {
            return Activation.SOFTPLUS.of(heads[0]);
        }
        double log = StrictMath.log(amount);
        double sigma = sigma(heads[2]);
        double z = (log - heads[1]) / sigma;
        return Activation.SOFTPLUS.of(-heads[0]) + log + StrictMath.log(sigma) + HALF_LOG_TAU + z * z / 2;
    }

    /** The derivative of {@link #loss} by each of the three numbers. */
    static double[] gradient(double[] heads, double amount) {
        if (!(amount > 0)) {
            return new double[] {sigmoid(heads[0]), 0, 0};
        }
        double sigma = sigma(heads[2]);
        double z = (StrictMath.log(amount) - heads[1]) / sigma;
        double bySigma = (1 - z * z) / sigma;
        // Held at an end, sigma still follows what would bring it back; else a row once there would stay for ever.
        boolean isStuck = (sigma == MOST_SIGMA && bySigma < 0) || (sigma == LEAST_SIGMA && bySigma > 0);
        return new double[] {sigmoid(heads[0]) - 1, -z / sigma, isStuck ? 0 : bySigma * sigmoid(heads[2])};
    }

    /** The logarithm of the mean amount given any: {@code mu + sigma^2 / 2}. */
    static double logMean(double[] heads) {
        double sigma = sigma(heads[2]);
        return heads[1] + sigma * sigma / 2;
    }

    private static double sigma(double head) {
        return Math.min(MOST_SIGMA, Math.max(LEAST_SIGMA, Activation.SOFTPLUS.of(head)));
    }

    /** Not {@link Activation#SIGMOID}, which rounds otherwise below 0: what was learned before is learned again to the bit. */
    private static double sigmoid(double x) {
        return x >= 0 ? 1 / (1 + StrictMath.exp(-x)) : 1 - 1 / (1 + StrictMath.exp(x));
    }
}
