package io.perennial.training.nbd;

import io.perennial.scoring.nbd.NbdFamily;
import org.hipparchus.special.Beta;

/**
 * The BG/BB model: at every opportunity, such as a year's appeal, a user who has not left buys with a chance of their own
 * and leaves before the next with another.
 *
 * <p>Fader, Hardie and Shang (2010), "Customer-Base Analysis in a Discrete-Time Noncontractual Setting", Marketing
 * Science 29. Chances of buying are Beta(alpha, beta) over users, chances of leaving Beta(gamma, delta).
 */
public record BgBb(double alpha, double beta, double gamma, double delta) {

    public BgBb {
        for (double parameter : new double[] {alpha, beta, gamma, delta}) {
            if (!(parameter > 0 && parameter <= NbdFamily.LARGEST_PARAMETER)) {
                throw new IllegalArgumentException(
                        "BG/BB parameter " + parameter + " is outside (0, " + NbdFamily.LARGEST_PARAMETER + "]");
            }
        }
    }

    /** Probability that a user has not left before the next opportunity. */
    public double probabilityAlive(DiscreteHistory history) {
        return StrictMath.exp(alive(history, 0, 1) - logLikelihood(history));
    }

    /** Expected purchases at the next {@code opportunities}. */
    public double expectedPurchases(DiscreteHistory history, int opportunities) {
        double likelihood = logLikelihood(history);
        double sum = 0;
        for (int next = 1; next <= opportunities; next++) {
            sum += StrictMath.exp(alive(history, 1, next) - likelihood);
        }
        return sum;
    }

    /** Log-likelihood of one history. */
    public double logLikelihood(DiscreteHistory history) {
        return BgBbLikelihood.of(this, history).value();
    }

    /** The logarithm of alive for {@code later} more opportunities, with {@code bought} more purchases at one of them. */
    private double alive(DiscreteHistory history, int bought, int later) {
        return Beta.logBeta(alpha + history.repeats() + bought, beta + history.opportunities() - history.repeats())
                - Beta.logBeta(alpha, beta)
                + Beta.logBeta(gamma, delta + history.opportunities() + later)
                - Beta.logBeta(gamma, delta);
    }
}
