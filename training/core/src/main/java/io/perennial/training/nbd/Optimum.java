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
