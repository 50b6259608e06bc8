package io.perennial.training.family;

import io.perennial.training.nbd.CovariateFit;
import io.perennial.training.nbd.Independence;
import io.perennial.training.nbd.Interval;
import io.perennial.training.nbd.LikelihoodRatio;
import io.perennial.training.nbd.Regularity;
import io.perennial.training.nbd.WindowSums;
import java.util.List;

/**
 * All that the family says of one log; as JSON the file {@code nbd.json}.
 *
 * @param asOf        the day spoken for, ISO; empty where a table does not say
 * @param unit        of the rate scales and log-likelihoods
 * @param gapDays     from the last visible day to the window
 * @param horizonDays of the window
 * @param users       with a purchase
 * @param repeats     of all of them
 * @param members     every member, the one without dropout first
 * @param served      whose mean would be served, and why
 * @param warnings    what the data make doubtful
 * @param regularity  one where gaps are known
 * @param baskets     one where amounts are known
 * @param covariates  the members fitted with covariates or a penalty
 * @param answers     what is said of the users asked for
 */
record FamilyReport(
        String asOf,
        String unit,
        double gapDays,
        double horizonDays,
        double users,
        double repeats,
        List<Member> members,
        Served served,
        List<String> warnings,
        List<Regularity> regularity,
        List<Baskets> baskets,
        List<CovariateFit> covariates,
        List<Answer> answers) {

    /** A fitted number. */
    record Parameter(String name, double value, double error, Interval interval) {}

    /**
     * A member.
     *
     * @param overNbd how much its log-likelihood is above that without dropout
     * @param test    of dropout; one but for the NBD
     * @param sums    over all users
     * @param verdict what the fit is worth
     */
    record Member(
            String family,
            List<Parameter> parameters,
            double logLikelihood,
            double overNbd,
            List<LikelihoodRatio> test,
            WindowSums sums,
            boolean identified,
            String verdict) {}

    /** Whose mean would be served, the likeliest, whether P(alive) is shown, and why. */
    record Served(List<String> members, String likeliest, boolean aliveShown, String why) {}

    /** Gamma-Gamma, or what stands in for it, with its verdict and what it takes for granted. */
    record Baskets(
            String model,
            List<Parameter> parameters,
            double logLikelihood,
            double populationMean,
            String verdict,
            Independence independence) {}

    /** One user by the members served: their mean. P(alive) is the likeliest's alone, NaN where it is not shown. */
    record Answer(
            String user,
            double repeats,
            double lastRepeatDays,
            double ageDays,
            double alive,
            double expected,
            double anyPurchase,
            double residualPurchases,
            double expectedBasket) {}
}
