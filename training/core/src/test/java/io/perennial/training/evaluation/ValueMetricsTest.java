package io.perennial.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures computed by hand. */
final class ValueMetricsTest {

    private static final double[] PREDICTED = {4, 3, 2, 1};
    private static final double[] ACTUAL = {10, 0, 5, 0};
    private static final double[] ONES = {1, 1, 1, 1};

    @Test
    void errors_and_the_sum_are_those_of_the_definition() {
        ValueMetrics metrics = ValueMetrics.of(PREDICTED, ACTUAL, ONES);
        assertEquals(Math.sqrt((36 + 9 + 9 + 1) / 4.0), metrics.rmse(), 1e-15);
        assertEquals((6 + 3 + 3 + 1) / 4.0, metrics.mae(), 1e-15);
        assertEquals(10 / 15.0, metrics.sumRatio(), 1e-15);
        assertEquals(15 / 4.0, metrics.meanActual(), 1e-15);
    }

    @Test
    void the_gini_of_a_ranking_is_its_area_over_that_of_the_perfect_one() {
        // Captured outcome after each user: 10, 10, 15, 15 by the ranking, 10, 15, 15, 15 by the outcome itself; the
        // diagonal takes (4 + 1) / 2 of both sums of shares.
        double ranking = (10 + 10 + 15 + 15) / 15.0 - 2.5;
        double perfect = (10 + 15 + 15 + 15) / 15.0 - 2.5;
        assertEquals(ranking / perfect, ValueMetrics.of(PREDICTED, ACTUAL, ONES).nGini(), 1e-12);
    }

    @Test
    void saying_the_same_of_everybody_ranks_nobody() {
        assertEquals(0, ValueMetrics.of(new double[] {2, 2, 2, 2}, ACTUAL, ONES).nGini(), 1e-12);
    }

    @Test
    void the_order_of_tied_users_changes_no_figure() {
        double one = ValueMetrics.of(new double[] {3, 3, 1}, new double[] {9, 0, 1}, new double[] {1, 1, 1})
                .nGini();
        double other = ValueMetrics.of(new double[] {3, 3, 1}, new double[] {0, 9, 1}, new double[] {1, 1, 1})
                .nGini();
        assertEquals(one, other, 1e-12);
    }

    @Test
    void a_user_seen_on_two_days_counts_once() {
        double[] shares = {0.5, 0.5, 1, 1, 1};
        ValueMetrics twice = ValueMetrics.of(new double[] {4, 4, 3, 2, 1}, new double[] {10, 10, 0, 5, 0}, shares);
        ValueMetrics once = ValueMetrics.of(PREDICTED, ACTUAL, ONES);
        assertEquals(once.spearman(), twice.spearman(), 1e-12);
        assertEquals(once.nGini(), twice.nGini(), 1e-12);
        assertEquals(once.rmse(), twice.rmse(), 1e-12);
    }

    @Test
    void nothing_that_came_has_no_ratio_and_no_gini() {
        ValueMetrics metrics = ValueMetrics.of(PREDICTED, new double[4], ONES);
        assertTrue(Double.isNaN(metrics.sumRatio()), metrics.toString());
        assertTrue(Double.isNaN(metrics.nGini()), metrics.toString());
    }

    @Test
    void deciles_start_with_the_highest_predictions_and_hold_everybody_once() {
        double[] ranks = new double[25];
        double[] weights = new double[25];
        for (int i = 0; i < 25; i++) {
            ranks[i] = i;
            weights[i] = 1;
        }
        List<Decile> deciles = Decile.of(ranks, ranks, weights);
        assertEquals(10, deciles.size());
        assertEquals(23, deciles.get(0).predicted(), 1e-12, "the mean of 22, 23 and 24");
        assertEquals(25, deciles.stream().mapToInt(Decile::rows).sum());
    }
}
