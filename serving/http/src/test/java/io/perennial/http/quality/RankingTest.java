package io.perennial.http.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.quality.Ranking.Case;
import io.perennial.scoring.model.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Ranking and sketches against their definitions. */
class RankingTest {

    @Test
    void the_area_is_the_share_of_pairs_told_in_the_right_order() {
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Case> cases = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                cases.add(new Case(random.nextInt(8) / 8.0, i < 2 ? i : random.nextInt(2)));
            }
            assertEquals(byPairs(cases), Ranking.auc(cases), 1e-12, "seed " + seed);
        }
    }

    private static double byPairs(List<Case> cases) {
        double won = 0;
        double pairs = 0;
        for (Case gone : cases) {
            for (Case stayed : cases) {
                double weight = gone.churned() * (1 - stayed.churned());
                pairs += weight;
                won += weight * (1 + Math.signum(gone.probability() - stayed.probability())) / 2;
            }
        }
        return won / pairs;
    }

    @Test
    void without_labels_the_area_of_calibrated_probabilities_is_the_one_that_comes_true() {
        SplittableRandom random = new SplittableRandom(5);
        List<Case> estimated = new ArrayList<>();
        List<Case> realised = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            double probability = random.nextDouble();
            estimated.add(new Case(probability, probability));
            realised.add(new Case(probability, random.nextDouble() < probability ? 1 : 0));
        }
        // Four standard errors of an area near 0.83 over ten thousand of each kind.
        assertEquals(Ranking.auc(realised), Ranking.auc(estimated), 0.012);
    }

    @Test
    void nine_in_ten_intervals_hold_the_area_that_is_true() {
        // Of two exponential scores of which one is four times as large in the mean, the larger wins four times in
        // five.
        SplittableRandom random = new SplittableRandom(11);
        int held = 0;
        for (int draw = 0; draw < 1_000; draw++) {
            List<Case> cases = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                double wait = -Math.log(1 - random.nextDouble());
                cases.add(i < 15 ? new Case(4 * wait, 1) : new Case(wait, 0));
            }
            held += AreaInterval.of(Ranking.auc(cases), 15, 45).holds(0.8) ? 1 : 0;
        }
        assertTrue(held > 870 && held < 940, held + " of 1,000");
    }

    @Test
    void few_outcomes_ranked_without_a_fault_leave_room_for_doubt_and_one_kind_tells_nothing() {
        AreaInterval few = AreaInterval.of(1, 5, 5);
        assertEquals(1, few.high());
        assertTrue(few.low() > 0.6 && few.low() < 0.95, few.toString());
        assertTrue(AreaInterval.of(1, 500, 500).low() > 0.99);
        assertEquals(
                1 - AreaInterval.of(0.3, 20, 30).high(),
                AreaInterval.of(0.7, 30, 20).low(),
                1e-12);
        assertTrue(Double.isNaN(AreaInterval.of(Double.NaN, 0, 9).low()));
    }

    @Test
    void a_sketch_tells_what_moved_and_what_is_missing() {
        SplittableRandom random = new SplittableRandom(7);
        double[] then = random.doubles(5_000).toArray();
        Tenths.Reference reference = Tenths.Reference.of(Distribution.of(then));
        Drift same = drift(reference, random.doubles(5_000));
        Drift shifted = drift(reference, random.doubles(5_000).map(x -> x * x));
        Drift gone = drift(reference, DoubleStream.generate(() -> Double.NaN).limit(10));
        assertTrue(same.stability() < 0.01, "same: " + same);
        assertTrue(shifted.stability() > 0.2, "shifted: " + shifted);
        assertTrue(Double.isNaN(gone.stability()));
        assertEquals(10, gone.missing());
        assertTrue(gone.isGone());
        assertFalse(shifted.isGone());
        Drift never = drift(Tenths.Reference.of(Distribution.of(new double[0])), DoubleStream.of(Double.NaN));
        assertFalse(never.isGone(), "there was nothing to be gone");
        assertEquals(5_000, shifted.recorded());
    }

    private static Drift drift(Tenths.Reference reference, DoubleStream values) {
        Tenths tenths = new Tenths();
        values.forEach(value -> tenths.add(reference, value));
        return tenths.drift("x");
    }

    @Test
    void the_shares_of_a_reference_add_up_to_one_and_nobody_moved_in_it() {
        for (double[] all : new double[][] {
            {1, 1, 1, 2}, {3}, new SplittableRandom(1).doubles(999).toArray()
        }) {
            Distribution reference = Distribution.of(all);
            assertEquals(1, DoubleStream.of(reference.shares(10)).sum(), 1e-12);
            Drift itself = drift(Tenths.Reference.of(reference), DoubleStream.of(all));
            assertEquals(0, itself.stability(), 0.01);
        }
    }
}
