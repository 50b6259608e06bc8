package io.perennial.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.graph.Activation;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Figures computed by hand, and the law that a row of weight two is that row twice. */
final class StatisticsTest {

    private static final double[] ONES = {1, 1, 1, 1};

    @Test
    void churn_figures_are_those_of_the_definition() {
        double[] p = {0.9, 0.6, 0.6, 0.2};
        double[] churned = {1, 1, 0, 0};
        Map<String, Statistic> figures = Statistics.ofChurn(p, churned);
        double loss = -(StrictMath.log(0.9) + StrictMath.log(0.6) + StrictMath.log(0.4) + StrictMath.log(0.8)) / 4;
        assertEquals(loss, figures.get("log_loss").of(ONES), 1e-12);
        assertEquals((0.01 + 0.16 + 0.36 + 0.04) / 4, figures.get("brier").of(ONES), 1e-12);
        // Of four pairs of leaver and stayer three are in order, one is tied.
        assertEquals(3.5 / 4, figures.get("auc").of(ONES), 1e-12);
        assertEquals(2.3 / 2, figures.get("mean_ratio").of(ONES), 1e-12);
    }

    @Test
    void a_level_that_is_off_by_one_log_odd_is_told() {
        double[] p = new double[1000];
        double[] churned = new double[1000];
        double[] ones = new double[1000];
        Arrays.fill(p, Activation.SIGMOID.of(-1));
        Arrays.fill(ones, 1);
        Arrays.fill(churned, 0, 500, 1);
        assertEquals(
                1, Statistics.ofChurn(p, churned).get("calibration_intercept").of(ones), 1e-6);
    }

    @Test
    void amount_figures_are_those_of_the_definition() {
        double[] predicted = {4, 3, 2, 1};
        double[] actual = {10, 0, 5, 0};
        Map<String, Statistic> figures = Statistics.ofAmounts(predicted, actual);
        assertEquals(Math.sqrt(55 / 4.0), figures.get("rmse").of(ONES), 1e-12);
        assertEquals(13 / 4.0, figures.get("mae").of(ONES), 1e-12);
        assertEquals(10 / 15.0, figures.get("sum_ratio").of(ONES), 1e-12);
        assertEquals(3 / 4.0, figures.get("auc_any").of(ONES), 1e-12);
        // Ranks 4 3 2 1 against 4 1.5 3 1.5: covariance 3, variances 5 and 4.5.
        assertEquals(3 / Math.sqrt(5 * 4.5), figures.get("spearman").of(ONES), 1e-12);
    }

    @Test
    void without_resampling_the_figures_are_those_of_the_trainer() {
        SplittableRandom random = new SplittableRandom(11);
        double[] p = random.doubles(500).map(x -> Math.round(50 * x) / 50.0).toArray();
        double[] churned =
                Arrays.stream(p).map(x -> random.nextDouble() < x ? 1 : 0).toArray();
        double[] ones = new double[500];
        Arrays.fill(ones, 1);
        ChurnMetrics metrics = ChurnMetrics.of(p, churned, ones);
        Map<String, Statistic> churn = Statistics.ofChurn(p, churned);
        assertEquals(metrics.logLoss(), churn.get("log_loss").of(ones), 1e-12);
        assertEquals(metrics.auc(), churn.get("auc").of(ones), 1e-12);
        assertEquals(metrics.slope(), churn.get("calibration_slope").of(ones), 1e-9);
        assertEquals(metrics.intercept(), churn.get("calibration_intercept").of(ones), 1e-6);
        assertEquals(metrics.ece(), churn.get("ece").of(ones), 1e-12);
        ValueMetrics values = ValueMetrics.of(p, churned, ones);
        Map<String, Statistic> amounts = Statistics.ofAmounts(p, churned);
        assertEquals(values.rmse(), amounts.get("rmse").of(ones), 1e-12);
        assertEquals(values.spearman(), amounts.get("spearman").of(ones), 1e-9);
        assertEquals(values.nGini(), amounts.get("n_gini").of(ones), 1e-9);
    }

    @Test
    void of_outcomes_that_are_all_equal_no_ranking_is_better_than_another() {
        SplittableRandom random = new SplittableRandom(9);
        for (double price : new double[] {0, 4.95, 19.90}) {
            for (int rows = 1_900; rows < 2_000; rows++) {
                double[] actual = new double[rows];
                Arrays.fill(actual, price);
                double[] weights = new double[rows];
                Arrays.fill(weights, 1);
                Statistic gini = Statistics.ofAmounts(random.doubles(rows).toArray(), actual)
                        .get("n_gini");
                assertEquals(Double.NaN, gini.of(weights), rows + " rows of " + price);
            }
        }
    }

    @Test
    void a_row_of_weight_two_is_that_row_twice() {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] predicted = random.doubles(30).map(x -> Math.round(8 * x)).toArray();
            double[] actual = random.doubles(30)
                    .map(x -> Math.max(0, Math.round(9 * x - 4)))
                    .toArray();
            double[] weights = random.doubles(30).map(x -> Math.floor(3 * x)).toArray();
            int[] rows = IntStream.range(0, 30)
                    .flatMap(i -> IntStream.generate(() -> i).limit((long) weights[i]))
                    .toArray();
            double[] ones = new double[rows.length];
            Arrays.fill(ones, 1);
            Map<String, Statistic> repeated = Statistics.ofAmounts(
                    Arrays.stream(rows).mapToDouble(i -> predicted[i]).toArray(),
                    Arrays.stream(rows).mapToDouble(i -> actual[i]).toArray());
            Statistics.ofAmounts(predicted, actual)
                    .forEach((name, figure) -> assertEquals(
                            repeated.get(name).of(ones),
                            figure.of(weights),
                            1e-9,
                            name + ", weights " + Arrays.toString(weights)));
        }
    }

    @Test
    void the_top_of_a_ranking_takes_an_even_part_of_the_ties_at_its_border() {
        RankOrder order = RankOrder.of(new double[] {3, 2, 2, 1});
        double[] churned = {1, 1, 0, 0};
        assertEquals(1, order.captured(churned, ONES, 0.25), 1e-12);
        assertEquals(1.5, order.captured(churned, ONES, 0.5), 1e-12);
        assertEquals(2, order.captured(churned, ONES, 0.75), 1e-12);
        assertEquals(0, order.captured(churned, ONES, 0), 1e-12);
        double[] weights = {2, 1, 0, 3};
        for (double share : new double[] {0, 0.1, 1.0 / 3, 0.4, 0.5, 0.9, 1}) {
            assertEquals(
                    order.captured(churned, weights, share),
                    order.curve(churned, weights).at(share),
                    1e-12,
                    "share " + share);
        }
        assertEquals(0, order.curve(churned, new double[4]).at(0.5), 0, "nobody is drawn");
    }

    @Test
    void rivals_are_compared_on_the_same_draws() {
        String[] users = {"a", "a", "b", "c", "d", "e"};
        PairedBootstrap bootstrap = new PairedBootstrap(users, 200, 3);
        PairedBootstrap.Drawn ours = bootstrap.of(Statistics.mean(6, i -> i));
        PairedBootstrap.Drawn better = bootstrap.of(Statistics.mean(6, i -> i - 0.5));
        assertEquals(-0.5, better.minus(ours).interval().low(), 1e-12);
        assertEquals(-0.5, better.minus(ours).interval().high(), 1e-12);
        assertTrue(
                ours.interval().low() < 2.5 && ours.interval().high() > 2.5,
                ours.interval().toString());
    }

    @Test
    void rows_of_one_user_are_drawn_together() {
        PairedBootstrap bootstrap = new PairedBootstrap(new String[] {"a", "a", "b"}, 50, 1);
        PairedBootstrap.Drawn apart = bootstrap.of(weights -> weights[0] - weights[1]);
        assertEquals(0, Arrays.stream(apart.draws()).map(Math::abs).max().orElse(1), 0);
    }
}
