package io.perennial.training.nbd;

import java.util.Locale;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;

/**
 * Whether a model fits better than one it contains by more than chance.
 *
 * @param statistic    twice the gain in log-likelihood, not below 0
 * @param pValue       probability of as much or more where the simpler model is true
 * @param distribution of the statistic there, in words
 */
public record LikelihoodRatio(double statistic, double pValue, String distribution) {

    /**
     * Of dropout against none. "Nobody leaves" is the edge of one parameter, and the other then means nothing: half the
     * time the statistic follows one degree of freedom, half the time two (Self and Liang 1987, "Asymptotic Properties
     * of Maximum Likelihood Estimators and Likelihood Ratio Tests under Nonstandard Conditions", Journal of the
     * American Statistical Association 82, case 6), which is the cautious side.
     */
    public static LikelihoodRatio ofDropout(double gain) {
        double statistic = Math.max(0, 2 * gain);
        double p = (above(1, statistic) + above(2, statistic)) / 2;
        return new LikelihoodRatio(statistic, p, "half chi-square(1), half chi-square(2)");
    }

    /** Of parameters free on both sides of their value in the simpler model (Wilks). */
    public static LikelihoodRatio of(double gain, int parameters) {
        double statistic = Math.max(0, 2 * gain);
        return new LikelihoodRatio(
                statistic, above(parameters, statistic), String.format(Locale.ROOT, "chi-square(%d)", parameters));
    }

    /** Where a test would mean nothing: of a penalised fit, or of no parameter. */
    static LikelihoodRatio none() {
        return new LikelihoodRatio(Double.NaN, Double.NaN, "none");
    }

    private static double above(int freedom, double statistic) {
        return 1 - new ChiSquaredDistribution(freedom).cumulativeProbability(statistic);
    }
}
