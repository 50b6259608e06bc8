package io.perennial.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.evaluation.ExpectedMaximumProfit.Campaign;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;

class ExpectedMaximumProfitTest {

    private static final Campaign PAPER = Campaign.ofThePaper();
    private static final double VALUE = ExpectedMaximumProfit.VALUE_OF_THE_PAPER;

    @Test
    void contacting_everybody_is_worth_6_78_on_the_telco_churn_rate() {
        // 1,869 of 7,043 churn; the published figure of "target all" is 6.78 (its maximum profit at the mean gamma).
        double[] churned = new double[7043];
        Arrays.fill(churned, 0, 1869, 1);
        ExpectedMaximumProfit all = ExpectedMaximumProfit.of(new double[7043], churned, ones(7043), VALUE, PAPER);
        double atMean = 1869.0 / 7043 * (0.3 * 190 - 1) - 5174.0 / 7043 * 11;
        assertEquals(6.78, atMean, 0.005);
        assertTrue(all.profit() > atMean, "for a small gamma nobody is contacted, so more than " + atMean);
        assertEquals(bruteForce(new double[7043], churned, constant(7043, VALUE)), all.profit(), 1e-6);
    }

    @Test
    void the_closed_form_is_the_integral_over_gamma() {
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 300;
            double[] scores =
                    random.doubles(n).map(x -> StrictMath.rint(40 * x) / 40).toArray();
            double[] churned = Arrays.stream(scores)
                    .map(s -> random.nextDouble() < s * s ? 1 : 0)
                    .toArray();
            double[] values = random.doubles(n).map(x -> 400 * x * x).toArray();
            ExpectedMaximumProfit own = ExpectedMaximumProfit.of(RankOrder.of(scores), churned, ones(n), values, PAPER);
            ExpectedMaximumProfit one = ExpectedMaximumProfit.of(scores, churned, ones(n), VALUE, PAPER);
            assertEquals(bruteForce(scores, churned, values), own.profit(), 1e-5, "own values, seed " + seed);
            assertEquals(bruteForce(scores, churned, constant(n, VALUE)), one.profit(), 1e-5, "seed " + seed);
        }
    }

    @Test
    void the_perfect_ranking_contacts_the_churners_and_nobody_else() {
        double[] churned = {1, 1, 0, 0, 0, 0, 0, 0};
        ExpectedMaximumProfit perfect = ExpectedMaximumProfit.of(churned, churned, ones(8), VALUE, PAPER);
        // A churner pays where gamma x 190 > 1, that is nearly always.
        assertEquals(0.25 * (0.3 * 190 - 1), perfect.profit(), 1e-6);
        assertEquals(0.25, perfect.fraction(), 1e-6);
    }

    @Test
    void nobody_is_contacted_where_no_user_is_worth_the_offer() {
        double[] churned = {1, 0, 1};
        ExpectedMaximumProfit none = ExpectedMaximumProfit.of(new double[] {3, 2, 1}, churned, ones(3), 5, PAPER);
        assertEquals(new ExpectedMaximumProfit(0, 0), none);
    }

    @Test
    void a_row_of_weight_two_is_the_row_twice() {
        double[] p = {0.9, 0.6, 0.5, 0.2};
        double[] y = {1, 0, 1, 0};
        assertEquals(
                ExpectedMaximumProfit.of(
                        new double[] {0.9, 0.9, 0.6, 0.5, 0.2}, new double[] {1, 1, 0, 1, 0}, ones(5), VALUE, PAPER),
                ExpectedMaximumProfit.of(p, y, new double[] {2, 1, 1, 1}, VALUE, PAPER));
    }

    @Test
    void a_campaign_without_costs_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new Campaign(6, 14, 10, 0));
        assertThrows(IllegalArgumentException.class, () -> new Campaign(6, Double.NaN, 10, 1));
    }

    /** The integral by the midpoint rule; for every gamma every cut between two scores is tried. */
    private static double bruteForce(double[] scores, double[] churned, double[] values) {
        int steps = 20_000;
        double sum = 0;
        double[] cuts = Arrays.stream(scores).distinct().toArray();
        double[] gain = new double[cuts.length];
        double[] cost = new double[cuts.length];
        for (int k = 0; k < cuts.length; k++) {
            for (int i = 0; i < scores.length; i++) {
                boolean contacted = scores[i] >= cuts[k];
                gain[k] += contacted ? churned[i] * (values[i] - 10) : 0;
                cost[k] += contacted ? churned[i] + (1 - churned[i]) * 11 : 0;
            }
        }
        double constant = Gamma.logGamma(20) - Gamma.logGamma(6) - Gamma.logGamma(14);
        for (int s = 0; s < steps; s++) {
            double gamma = (s + 0.5) / steps;
            double density = StrictMath.exp(constant + 5 * StrictMath.log(gamma) + 13 * StrictMath.log1p(-gamma));
            double best = IntStream.range(0, cuts.length)
                    .mapToDouble(k -> gamma * gain[k] - cost[k])
                    .max()
                    .orElse(0);
            sum += density * Math.max(0, best) / steps;
        }
        return sum / scores.length;
    }

    private static double[] ones(int n) {
        return constant(n, 1);
    }

    private static double[] constant(int n, double value) {
        double[] values = new double[n];
        Arrays.fill(values, value);
        return values;
    }
}
