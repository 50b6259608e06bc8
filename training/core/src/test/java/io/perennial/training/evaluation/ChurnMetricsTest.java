package io.perennial.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.graph.Activation;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Figures computed by hand. */
final class ChurnMetricsTest {

    private static final double[] P = {0.9, 0.6, 0.6, 0.2};
    private static final double[] CHURNED = {1, 0, 1, 0};
    private static final double[] ONES = {1, 1, 1, 1};

    @Test
    void log_loss_is_the_mean_negative_log_likelihood_in_nats() {
        double byHand = -(Math.log(0.9) + Math.log(0.4) + Math.log(0.6) + Math.log(0.8)) / 4;
        assertEquals(byHand, ChurnMetrics.of(P, CHURNED, ONES).logLoss(), 1e-15);
    }

    @Test
    void brier_is_the_mean_squared_error() {
        assertEquals(
                (0.01 + 0.36 + 0.16 + 0.04) / 4,
                ChurnMetrics.of(P, CHURNED, ONES).brier(),
                1e-15);
    }

    @Test
    void auc_counts_a_tie_as_half_a_win() {
        // Churners 0.9 and 0.6 against stayers 0.6 and 0.2: three wins and a tie out of four pairs.
        assertEquals(3.5 / 4, ChurnMetrics.of(P, CHURNED, ONES).auc(), 1e-15);
    }

    @Test
    void a_weight_of_two_counts_as_two_rows() {
        ChurnMetrics weighted = ChurnMetrics.of(P, CHURNED, new double[] {2, 1, 1, 1});
        ChurnMetrics repeated = ChurnMetrics.of(
                new double[] {0.9, 0.9, 0.6, 0.6, 0.2}, new double[] {1, 1, 0, 1, 0}, new double[] {1, 1, 1, 1, 1});
        assertEquals(repeated.logLoss(), weighted.logLoss(), 1e-15);
        assertEquals(repeated.brier(), weighted.brier(), 1e-15);
        assertEquals(repeated.churnRate(), weighted.churnRate(), 1e-15);
    }

    @Test
    void a_certain_mistake_costs_much_but_not_everything() {
        double loss = ChurnMetrics.of(new double[] {1, 0}, new double[] {0, 0}, new double[] {1, 1})
                .logLoss();
        assertEquals(-Math.log(1e-9) / 2, loss, 1e-6);
    }

    @Test
    void a_user_seen_on_twelve_days_weighs_as_much_as_one_seen_once() {
        double[] p = new double[14];
        double[] churned = new double[14];
        double[] weights = new double[14];
        Arrays.fill(p, 0.8);
        Arrays.fill(weights, 1.0 / 12);
        p[0] = 0.9;
        p[13] = 0.95;
        churned[0] = 1;
        weights[0] = 1;
        weights[13] = 1;
        assertEquals(0.5, ChurnMetrics.of(p, churned, weights).auc(), 1e-12);
    }

    @Test
    void one_class_has_no_auc_and_no_calibration_slope() {
        ChurnMetrics metrics = ChurnMetrics.of(P, new double[4], ONES);
        assertTrue(Double.isNaN(metrics.auc()), metrics.toString());
        assertTrue(Double.isNaN(metrics.slope()), metrics.toString());
        assertTrue(Double.isNaN(metrics.intercept()), metrics.toString());
    }

    @Test
    void calibrated_probabilities_have_slope_one_and_intercept_nothing() {
        int n = 200_000;
        ChurnMetrics metrics = drawn(n, 1, 11);
        assertEquals(1, metrics.slope(), 0.03, "seed 11");
        assertEquals(0, metrics.intercept(), 0.03, "seed 11");
        assertEquals(0, metrics.ece(), 0.01, "seed 11");
    }

    @Test
    void overconfident_probabilities_have_a_slope_below_one() {
        assertEquals(0.5, drawn(200_000, 2, 12).slope(), 0.03, "seed 12");
    }

    @Test
    void one_probability_at_the_rate_is_calibrated_and_lifts_nobody_in_whatever_order_of_rows() {
        int n = 7000;
        double[] churned = new double[n];
        SplittableRandom random = new SplittableRandom(13);
        Arrays.setAll(churned, i -> random.nextDouble() < 0.05 + 0.4 * i / n ? 1 : 0);
        double rate = Arrays.stream(churned).average().orElseThrow();
        double[] p = same(n, rate);
        ChurnMetrics metrics = ChurnMetrics.of(p, churned, same(n, 1));
        assertEquals(0, metrics.ece(), 1e-12, "seed 13");
        assertEquals(0, Statistics.ofChurn(p, churned).get("ece").of(same(n, 1)), 1e-12, "seed 13");
        assertEquals(rate, Decile.of(p, churned, same(n, 1)).get(0).actual(), 1e-12, "seed 13");
        assertTrue(Double.isNaN(metrics.slope()), "nothing varies that a slope could be of");
        assertTrue(Double.isNaN(
                Statistics.ofChurn(p, churned).get("calibration_slope").of(same(n, 1))));
    }

    @Test
    void probabilities_that_differ_between_folds_alone_have_no_slope() {
        double[] p = {0.3, 0.3, 0.2, 0.2};
        int[] folds = {0, 0, 1, 1};
        ChurnMetrics metrics = ChurnMetrics.of(p, CHURNED, ONES);
        assertTrue(Double.isFinite(metrics.slope()), metrics.toString());
        assertTrue(Double.isNaN(metrics.crossFitted(p, folds).slope()), metrics.toString());
        assertEquals(metrics, metrics.crossFitted(p, new int[4]));
    }

    private static double[] same(int n, double number) {
        double[] numbers = new double[n];
        Arrays.fill(numbers, number);
        return numbers;
    }

    /** Outcomes drawn with logit z, judged as if it were so many times z. */
    private static ChurnMetrics drawn(int n, double confidence, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] said = new double[n];
        double[] churned = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            double z = 4 * random.nextDouble() - 2;
            said[i] = Activation.SIGMOID.of(confidence * z);
            churned[i] = random.nextDouble() < Activation.SIGMOID.of(z) ? 1 : 0;
            weights[i] = 1;
        }
        return ChurnMetrics.of(said, churned, weights);
    }
}
