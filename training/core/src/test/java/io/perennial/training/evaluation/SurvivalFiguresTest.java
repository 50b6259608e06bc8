package io.perennial.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SurvivalFiguresTest {

    private static double figure(String name, double[][] curves, int[] interval) {
        double[] ones = new double[interval.length];
        Arrays.fill(ones, 1);
        return SurvivalFigures.of(curves, interval).get(name).of(ones);
    }

    @Test
    void curves_that_know_everything_have_no_error_and_order_everybody() {
        int[] interval = {0, 1, 2, 3};
        double[][] known = {{0, 0, 0}, {1, 0, 0}, {1, 1, 0}, {1, 1, 1}};
        assertEquals(0, figure("integrated_brier", known, interval));
        assertEquals(1, figure("c_index", known, interval));
    }

    @Test
    void one_curve_for_everybody_orders_nobody() {
        int[] interval = {0, 1, 2, 3};
        double[][] same = {{0.5, 0.5, 0.5}, {0.5, 0.5, 0.5}, {0.5, 0.5, 0.5}, {0.5, 0.5, 0.5}};
        assertEquals(0.25, figure("integrated_brier", same, interval));
        assertEquals(0.5, figure("c_index", same, interval));
    }

    @Test
    void nobody_back_leaves_nothing_to_order() {
        assertTrue(Double.isNaN(figure("c_index", new double[][] {{0.5}, {0.7}}, new int[] {1, 1})));
    }

    @Test
    void concordance_is_that_of_all_pairs_counted_one_by_one() {
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int users = 2 + random.nextInt(30);
            double[][] curves = new double[users][3];
            int[] interval = new int[users];
            double[] weights = new double[users];
            for (int i = 0; i < users; i++) {
                curves[i] = random.ints(3, 0, 6).asDoubleStream().toArray();
                interval[i] = random.nextInt(4);
                weights[i] = random.nextInt(3);
            }
            Map<String, Statistic> figures = SurvivalFigures.of(curves, interval);
            assertEquals(
                    byPairs(curves, interval, weights), figures.get("c_index").of(weights), 1e-12, "seed " + seed);
        }
    }

    private static double byPairs(double[][] curves, int[] interval, double[] weights) {
        double pairs = 0;
        double won = 0;
        for (int i = 0; i < interval.length; i++) {
            for (int j = 0; j < interval.length; j++) {
                if (interval[i] < interval[j]) {
                    double first = curves[i][interval[i]];
                    double second = curves[j][interval[i]];
                    pairs += weights[i] * weights[j];
                    won += weights[i] * weights[j] * (first < second ? 1 : first == second ? 0.5 : 0);
                }
            }
        }
        return pairs == 0 ? Double.NaN : won / pairs;
    }
}
