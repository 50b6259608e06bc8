package io.perennial.training.nbd;

import java.util.Arrays;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Where a climb ended.
 *
 * @param at           log parameters
 * @param value        log-likelihood there
 * @param gradientNorm largest slope in a parameter that the box does not hold
 * @param curvature    minus the second derivatives in the log parameters
 * @param arrived      whether no step promised more
 * @param evaluations  how often the likelihood was evaluated
 */
record Optimum(
        RealVector at, double value, double gradientNorm, RealMatrix curvature, boolean arrived, int evaluations) {

    /** Slope of the log-likelihood per user that still counts as a top. */
    private static final double SLOPE_PER_USER = 1e-6;

    /** Whether the climb ended on a top of the likelihood of so many users, inside the box or on a face of it. */
    boolean isTop(double users) {
        return arrived && gradientNorm <= SLOPE_PER_USER * users;
    }

    /** The parameters themselves. */
    double[] parameters() {
        return Arrays.stream(at.toArray()).map(StrictMath::exp).toArray();
    }

    /** Standard error of the log parameters along their least determined direction; infinite where it is flat. */
    double widestError() {
        double least = Arrays.stream(new EigenDecompositionSymmetric(curvature).getEigenvalues())
                .min()
                .orElse(0);
        return least > 0 ? 1 / Math.sqrt(least) : Double.POSITIVE_INFINITY;
    }
}
