package io.perennial.features.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Scores are fifths of a population, fixed once; segments follow from high and low. */
class RfmTest {

    @Test
    void ten_buyers_fall_into_five_pairs() {
        List<double[]> buyers = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            buyers.add(buyer(i, i, i * 10));
        }
        RfmCuts cuts = RfmCuts.of(buyers).orElseThrow();
        assertEquals(List.of(2.0, 4.0, 6.0, 8.0), cuts.recency());
        assertEquals(List.of(20.0, 40.0, 60.0, 80.0), cuts.monetary());
        for (int i = 1; i <= 10; i++) {
            int fifth = (i + 1) / 2;
            Rfm expected = new Rfm(6 - fifth, fifth, fifth);
            assertEquals(Optional.of(expected), cuts.score(buyer(i, i, i * 10)), "buyer " + i);
        }
    }

    @Test
    void the_order_of_the_population_changes_no_cut_and_who_never_bought_is_left_out() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<double[]> users = new ArrayList<>();
            for (int i = random.nextInt(50); i >= 0; i--) {
                users.add(buyer(random.nextInt(90), 1 + random.nextInt(9), random.nextInt(500)));
            }
            Optional<RfmCuts> cuts = RfmCuts.of(users);
            users.add(Vectors.missing());
            Collections.shuffle(users, random);
            assertEquals(cuts, RfmCuts.of(users), "seed " + seed);
        }
        assertEquals(Optional.empty(), RfmCuts.of(List.of(Vectors.missing())));
    }

    @Test
    void a_better_buyer_never_scores_lower() {
        RfmCuts cuts =
                new RfmCuts(List.of(3.0, 9.0, 9.0, 40.0), List.of(1.0, 1.0, 1.0, 4.0), List.of(0.0, 5.0, 8.0, 9.0));
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            int days = random.nextInt(60);
            int occasions = 1 + random.nextInt(6);
            int spend = random.nextInt(12);
            Rfm worse = cuts.score(buyer(days + 1, occasions, spend)).orElseThrow();
            Rfm better = cuts.score(buyer(days, occasions + 1, spend + 1)).orElseThrow();
            assertTrue(
                    better.recency() >= worse.recency()
                            && better.frequency() >= worse.frequency()
                            && better.monetary() >= worse.monetary(),
                    "seed " + seed);
        }
    }

    @Test
    void the_eight_segments_are_the_eight_ways_to_be_high_or_low() {
        Set<RfmSegment> segments = new HashSet<>();
        for (int r = 1; r <= 5; r++) {
            for (int f = 1; f <= 5; f++) {
                for (int m = 1; m <= 5; m++) {
                    segments.add(new Rfm(r, f, m).segment());
                }
            }
        }
        assertEquals(Set.of(RfmSegment.values()), segments);
        assertEquals(RfmSegment.CHAMPIONS, new Rfm(5, 4, 4).segment());
        assertEquals(RfmSegment.CANNOT_LOSE, new Rfm(3, 5, 5).segment());
        assertEquals(RfmSegment.BIG_SPENDERS_LEAVING, new Rfm(1, 1, 5).segment());
        assertEquals(RfmSegment.HIBERNATING, new Rfm(1, 3, 3).segment());
        assertEquals("154", new Rfm(1, 5, 4).code());
    }

    @Test
    void scores_and_cuts_out_of_range_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new Rfm(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Rfm(1, 1, 6));
        List<Double> good = List.of(1.0, 2.0, 3.0, 4.0);
        assertThrows(IllegalArgumentException.class, () -> new RfmCuts(List.of(1.0, 2.0), good, good));
        assertThrows(IllegalArgumentException.class, () -> new RfmCuts(good, List.of(4.0, 2.0, 3.0, 5.0), good));
        assertThrows(IllegalArgumentException.class, () -> new RfmCuts(good, good, List.of(1.0, 2.0, 3.0, Double.NaN)));
    }

    private static double[] buyer(double days, double occasions, double spend) {
        return Vectors.of(
                "purchase_silence_days " + days + "; purchase_occasions " + occasions + "; spend_lifetime " + spend);
    }
}
