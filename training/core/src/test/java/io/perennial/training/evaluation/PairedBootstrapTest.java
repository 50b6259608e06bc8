package io.perennial.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import io.perennial.training.evaluation.PairedBootstrap.Drawn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Intervals where little happened, so that some draws hold nothing at all. */
final class PairedBootstrapTest {

    private static final int USERS = 60;
    private static final int PARTS = 400;

    private static final String[] NAMES =
            IntStream.range(0, USERS).mapToObj(i -> "u" + i).toArray(String[]::new);

    private static Interval ratio(double p, double[] churned, long seed) {
        double[] said = new double[USERS];
        Arrays.fill(said, p);
        Statistic ratio = Statistics.ofChurn(said, churned).get("mean_ratio");
        return new PairedBootstrap(NAMES, 200, seed).of(ratio).interval();
    }

    private static double[] first(int churned) {
        double[] outcome = new double[USERS];
        Arrays.fill(outcome, 0, churned, 1);
        return outcome;
    }

    @Test
    void small_parts_whose_predictions_are_right_are_seldom_called_off() {
        SplittableRandom random = new SplittableRandom(3);
        for (double p : new double[] {0.01, 0.02, 0.05}) {
            int told = 0;
            int off = 0;
            for (int part = 0; part < PARTS; part++) {
                double[] churned = random.doubles(USERS).map(x -> x < p ? 1 : 0).toArray();
                Interval ratio = ratio(p, churned, part);
                told += Double.isNaN(ratio.estimate()) ? 0 : 1;
                off += ratio.high() < 1 || ratio.low() > 1 ? 1 : 0;
            }
            // A tenth is promised; a percentile interval of so few events keeps it roughly.
            assertTrue(off < 0.15 * told, p + ": " + off + " of " + told);
        }
    }

    @Test
    void an_end_among_draws_in_which_nobody_left_is_none() {
        Interval one = ratio(0.01, first(1), 1);
        assertEquals(0.6, one.estimate(), 1e-12);
        assertTrue(one.low() > 0.1 && one.low() < 0.6, one.toString());
        assertEquals(Double.POSITIVE_INFINITY, one.high());
        assertEquals("0.2 and more", new Interval(0.6, 0.2, one.high()).ends(Double::toString));
        assertTrue(Double.isFinite(ratio(0.2, first(12), 1).high()));
    }

    @Test
    void what_has_no_upper_end_is_null_beside_a_lower_one_in_a_file() {
        byte[] json = JsonFile.bytesWithout(new Interval(0.6, 0.2, Double.POSITIVE_INFINITY), "below_zero");
        String text = new String(json, StandardCharsets.UTF_8).replaceAll("\\s", "");
        assertEquals("{\"estimate\":0.6,\"low\":0.2,\"high\":null}", text);
    }

    @Test
    void a_ratio_to_nothing_is_not_told_and_nor_is_one_of_nothing_to_nothing() {
        for (double p : new double[] {0.01, 0}) {
            Interval none = ratio(p, first(0), 1);
            assertTrue(Double.isNaN(none.estimate()) && Double.isNaN(none.low()) && Double.isNaN(none.high()));
        }
    }

    @Test
    void draws_that_tell_nothing_are_left_out() {
        Drawn half = new Drawn(2, new double[] {Double.NaN, 1, Double.NaN, 3});
        assertEquals(new Interval(2, 1, 3), half.interval());
        Drawn few = new Drawn(2, new double[] {Double.NaN, Double.NaN, Double.NaN, 3});
        assertFalse(Double.isFinite(few.interval().low()));
    }
}
