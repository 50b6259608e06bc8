package io.perennial.http.quality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.quality.DriftCourse.Moves;
import io.perennial.scoring.model.Distribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Counts that were made apart are those that had been made together. */
class DriftSketchTest {

    private static final int ROUNDS = 60;

    @Test
    void merging_in_any_order_equals_counting_all_at_once() {
        for (long seed = 1; seed <= ROUNDS; seed++) {
            Random random = new Random(seed);
            List<Yardsticks> batches = List.of(Scores.yardsticks(random), Scores.yardsticks(random));
            DriftSketch whole = new DriftSketch();
            List<DriftSketch> parts = new ArrayList<>();
            for (int part = 0; part < 5; part++) {
                parts.add(new DriftSketch());
            }
            for (int i = 0; i < 300; i++) {
                Yardsticks against = batches.get(random.nextInt(2));
                var score = Scores.score(random);
                whole.add(score, against);
                parts.get(random.nextInt(parts.size())).add(score, against);
            }
            Collections.shuffle(parts, random);
            DriftSketch merged = new DriftSketch();
            parts.forEach(merged::add);
            assertEquals(Moves.of(whole), Moves.of(merged), "seed " + seed);
            for (String id : whole.tenths().keySet()) {
                assertArrayEquals(
                        whole.tenths().get(id).sums(), merged.tenths().get(id).sums(), id + ", seed " + seed);
            }
        }
    }

    @Test
    void on_few_quiet_days_is_the_largest_index_of_a_hundred_features_one_to_look_at() {
        Random random = new Random(4);
        Tenths.Reference even =
                reference(IntStream.range(0, 10_000).asDoubleStream().toArray());
        int days = 200;
        int looked = 0;
        for (int day = 0; day < days; day++) {
            boolean isLookedAt = false;
            for (int feature = 0; feature < 100; feature++) {
                Tenths quiet = new Tenths();
                for (int i = 0; i < Drift.ENOUGH; i++) {
                    quiet.add(even, random.nextInt(10_000));
                }
                isLookedAt |= quiet.drift("a").level() != Drift.Level.STEADY;
            }
            looked += isLookedAt ? 1 : 0;
        }
        assertTrue(looked <= 0.05 * days + 5, looked + " of " + days + " days");
    }

    @Test
    void scores_that_lie_as_the_batch_of_their_time_did_have_not_moved_though_batches_differ() {
        Random random = new Random(3);
        Tenths together = new Tenths();
        Tenths againstTheFirst = new Tenths();
        double[] low = random.doubles(4_000).map(p -> p / 3).toArray();
        double[] high = random.doubles(4_000).map(p -> 1 - p / 3).toArray();
        for (double[] batch : List.of(low, high)) {
            Tenths own = new Tenths();
            Arrays.stream(batch).forEach(p -> own.add(reference(batch), p));
            together.add(own);
            Arrays.stream(batch).forEach(p -> againstTheFirst.add(reference(low), p));
        }
        assertTrue(
                together.drift(Drift.CHURN).stability() < 0.01,
                together.drift(Drift.CHURN).toString());
        assertTrue(againstTheFirst.drift(Drift.CHURN).stability() > 0.25, "nothing would show");
    }

    @Test
    void what_has_no_reference_is_recorded_and_lifts_no_index() {
        Tenths tenths = new Tenths();
        double[] batch = IntStream.range(0, 500).mapToDouble(i -> i / 500.0).toArray();
        Arrays.stream(batch).forEach(p -> tenths.add(reference(batch), p));
        double alone = tenths.drift(Drift.CHURN).stability();
        Arrays.stream(batch).forEach(p -> tenths.add(reference(), p));
        assertEquals(1_000, tenths.drift(Drift.CHURN).recorded());
        assertEquals(alone, tenths.drift(Drift.CHURN).stability());
        Tenths few = new Tenths();
        few.add(reference(batch), 0.9);
        Arrays.stream(batch).forEach(p -> few.add(reference(), p));
        assertFalse(few.drift(Drift.CHURN).isKnown(), "an index of one of many");
    }

    @Test
    void no_other_numbers_are_taken_for_tenths() {
        long[] sums = new Tenths().sums();
        assertThrows(IllegalArgumentException.class, () -> Tenths.ofSums(Arrays.copyOf(sums, sums.length - 1)));
        sums[3] = -1;
        assertThrows(IllegalArgumentException.class, () -> Tenths.ofSums(sums));
    }

    private static Tenths.Reference reference(double... values) {
        return Tenths.Reference.of(Distribution.of(values));
    }
}
