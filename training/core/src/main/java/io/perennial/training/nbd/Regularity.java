package io.perennial.training.nbd;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.special.Gamma;

/**
 * How regular gaps between purchases are: k of an Erlang distribution, 1 where purchases come at random, more where they
 * come like clockwork, less where they come in bursts.
 *
 * @param users        users with at least two gaps
 * @param steps        k by maximum likelihood of how each user's gaps share the time to the last purchase
 * @param error        standard error of it
 * @param test         of k = 1
 * @param wheatMorrison k by the spread of the last gap's share of the last two, NaN where nobody has two
 */
public record Regularity(int users, double steps, double error, LikelihoodRatio test, double wheatMorrison) {

    private static final double LEAST = 0.05;
    private static final double MOST = 100;
    private static final int MOST_EVALUATIONS = 200;

    /**
     * Of users' gaps, each in the order of time, all above 0. Given k, the shares of n gaps in their sum are
     * Dirichlet(k, ..., k), whatever the user's rate and whenever the user leaves: nothing else needs to be fitted.
     *
     * @param gaps one array a user; users with fewer than two are passed over
     */
    public static Regularity of(List<double[]> gaps) {
        List<double[]> several = gaps.stream().filter(user -> user.length > 1).toList();
        if (several.isEmpty()) {
            return new Regularity(
                    0, Double.NaN, Double.NaN, new LikelihoodRatio(0, 1, "nobody has two gaps"), Double.NaN);
        }
        GapShareLikelihood likelihood = GapShareLikelihood.of(several);
        double[] low = {StrictMath.log(LEAST)};
        double[] high = {StrictMath.log(MOST)};
        Optimum top = new NewtonAscent(likelihood, low, high, MOST_EVALUATIONS).climb(new double[] {0});
        double random = likelihood.expand(new double[] {0}).value();
        return new Regularity(
                several.size(),
                top.parameters()[0],
                Uncertainty.of(top).standardErrors().get(0),
                LikelihoodRatio.of(top.value() - random, 1),
                wheatMorrison(several));
    }

    /**
     * Wheat and Morrison (1990), "Estimating Purchase Regularity with Two Interpurchase Times", Journal of Marketing
     * Research 27: the last gap's share of the last two is Beta(k, k), whose variance is {@code 1 / (4 (2k + 1))}.
     */
    private static double wheatMorrison(List<double[]> gaps) {
        double variance = gaps.stream()
                .mapToDouble(user -> {
                    double last = user[user.length - 1];
                    double share = last / (last + user[user.length - 2]);
                    return (share - 0.5) * (share - 0.5);
                })
                .average()
                .orElse(Double.NaN);
        return (1 - 4 * variance) / (8 * variance);
    }

    /** The likelihood of k over ln k, of users with n gaps each. */
    record GapShareLikelihood(List<Integer> counts, double logShares) implements Likelihood {

        static GapShareLikelihood of(List<double[]> gaps) {
            double logs = 0;
            for (double[] user : gaps) {
                double whole = StrictMath.log(Arrays.stream(user).sum());
                logs += Arrays.stream(user)
                        .map(gap -> StrictMath.log(gap) - whole)
                        .sum();
            }
            return new GapShareLikelihood(gaps.stream().map(user -> user.length).toList(), logs);
        }

        @Override
        public Expansion expand(double[] logSteps) {
            double k = StrictMath.exp(logSteps[0]);
            double value = (k - 1) * logShares;
            double slope = logShares;
            double bend = 0;
            for (int n : counts) {
                value += Gamma.logGamma(n * k) - n * Gamma.logGamma(k);
                slope += n * (Gamma.digamma(n * k) - Gamma.digamma(k));
                bend += n * (n * Gamma.trigamma(n * k) - Gamma.trigamma(k));
            }
            Expansion sum = new Expansion(1);
            sum.setValue(value);
            sum.setSlope(0, slope);
            sum.setBend(0, 0, bend);
            return sum.inLogs(k);
        }
    }
}
