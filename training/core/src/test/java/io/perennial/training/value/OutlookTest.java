package io.perennial.training.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.outcome.ValueHorizons;
import io.perennial.scoring.graph.Doubles;
import io.perennial.training.Company;
import io.perennial.training.churn.ChurnModel;
import io.perennial.training.churn.ChurnTrainer;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.PurchaseFits;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is told beside the value: the value over other horizons, and medians. */
final class OutlookTest {

    private static final TrainingSet SET = Company.shop(300, 280, 60).set();
    private static ChurnModel churn;
    private static Horizons horizons;

    /** Not where the class is initialised: the threads that learn would wait for it. */
    @BeforeAll
    static void learn() {
        churn = new ChurnTrainer(SET, 3, what -> {}).train();
        horizons = new HorizonTrainer(SET, churn, new PurchaseFits(SET)).train();
    }

    @Test
    void a_longer_horizon_is_never_worth_less_in_any_group() {
        for (int group = 0; group <= horizons.cuts().size(); group++) {
            double shorter = 0;
            for (Doubles byChurn : horizons.multiples()) {
                assertTrue(byChurn.get(group) >= shorter, horizons.toString());
                shorter = byChurn.get(group);
            }
            assertTrue(horizons.multiples().get(0).get(group) <= 1, "30 days are within the 60 served");
            assertTrue(horizons.multiples().get(1).get(group) >= 1, "90 days are beyond them");
        }
    }

    @Test
    void growth_is_that_of_the_totals_that_closed_windows_show() {
        Rows rows = SET.labelled().eligibleRows();
        double[] weights = rows.weights();
        double month = 0;
        double served = 0;
        double told = 0;
        for (int i = 0; i < rows.size(); i++) {
            month += weights[i] * rows.data().horizonsMinor()[rows.row(i)][0];
            served += weights[i] * rows.valueMinor(i);
            int group = countAtMost(horizons.cuts(), churn.heldOut()[rows.row(i)]);
            told += weights[i]
                    * rows.valueMinor(i)
                    * horizons.multiples().get(0).get(group);
        }
        assertTrue(month < served);
        assertEquals(month, told, 0.01 * month, "the month as its share of the served window, group by group");
    }

    private static int countAtMost(Doubles cuts, double value) {
        return (int) Arrays.stream(cuts.toArray()).filter(cut -> cut <= value).count();
    }

    @Test
    void what_no_closed_window_has_shown_is_called_extrapolated() {
        int longest = Arrays.stream(SET.labelled().horizonsMinor())
                .mapToInt(told -> told.length == 0 ? 0 : ValueHorizons.DAYS.get(told.length - 1))
                .max()
                .orElseThrow();
        assertEquals(longest, horizons.closedDays());
        assertTrue(longest < 365 && horizons.note().contains("extrapolated by the NBD family"), horizons.note());
    }

    /** Least absolute error over all rising step functions, found by trying every pair of places to step. */
    @Test
    void the_median_of_purchases_errs_least_of_all_rising_steps() {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 120;
            double[] expected = new double[n];
            double[] occasions = new double[n];
            double[] weights = new double[n];
            for (int i = 0; i < n; i++) {
                expected[i] = 2.5 * random.nextDouble();
                occasions[i] = random.nextDouble() < expected[i] / 2.5 ? 1 + random.nextInt(2) : 0;
                weights[i] = 1;
            }
            PurchaseMedian median = PurchaseMedian.of(expected, occasions, weights);
            double least = Double.POSITIVE_INFINITY;
            for (double one : expected) {
                for (double two : expected) {
                    least = Math.min(least, error(expected, occasions, one, Math.max(one, two)));
                }
            }
            least = Math.min(least, error(expected, occasions, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
            for (double one : expected) {
                least = Math.min(least, error(expected, occasions, one, Double.POSITIVE_INFINITY));
            }
            assertEquals(least, error(expected, occasions, median), 1e-9, "seed " + seed);
        }
    }

    private static double error(double[] expected, double[] occasions, double one, double two) {
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            double said = expected[i] >= two ? 2 : expected[i] >= one ? 1 : 0;
            sum += Math.abs(said - occasions[i]);
        }
        return sum;
    }

    private static double error(double[] expected, double[] occasions, PurchaseMedian median) {
        double sum = 0;
        double[] said = new double[1];
        for (int i = 0; i < expected.length; i++) {
            median.node(0).evaluate(new double[][] {{expected[i]}}, new double[0], said);
            sum += Math.abs(said[0] - occasions[i]);
        }
        return sum;
    }

    @Test
    void where_few_buy_the_median_is_none() {
        double[] expected = new double[500];
        double[] occasions = new double[500];
        double[] weights = new double[500];
        for (int i = 0; i < 500; i++) {
            expected[i] = i / 1000.0;
            occasions[i] = i % 3 == 0 ? 1 : 0;
            weights[i] = 1;
        }
        PurchaseMedian median = PurchaseMedian.of(expected, occasions, weights);
        assertArrayEquals(new double[] {0}, median.medians().toArray());
    }
}
