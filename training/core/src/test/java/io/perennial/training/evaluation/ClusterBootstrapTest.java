package io.perennial.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Intervals that resample users. */
final class ClusterBootstrapTest {

    private static String[] users(int rows, int perUser) {
        return IntStream.range(0, rows).mapToObj(i -> "u" + i / perUser).toArray(String[]::new);
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void a_rival_with_the_same_losses_is_no_better_and_no_worse() {
        double[] losses = new SplittableRandom(1).doubles(500).toArray();
        Interval gap = new ClusterBootstrap(users(500, 1), ones(500), 3).difference(losses, losses);
        assertEquals(new Interval(0, 0, 0), gap);
        assertTrue(!gap.isBelowZero(), "a tie is not a win");
    }

    @Test
    void losses_that_differ_by_how_they_were_added_up_are_a_tie() {
        SplittableRandom random = new SplittableRandom(7);
        double[] losses = random.doubles(500, 100, 1e6).toArray();
        double[] added = Arrays.stream(losses)
                .map(loss -> loss * (1 - random.nextDouble() * 1e-14))
                .toArray();
        double[] smaller = Arrays.stream(losses).map(loss -> loss * (1 - 1e-6)).toArray();
        ClusterBootstrap bootstrap = new ClusterBootstrap(users(500, 1), ones(500), 3);
        assertEquals(new Interval(0, 0, 0), bootstrap.difference(added, losses));
        assertTrue(bootstrap.difference(smaller, losses).isBelowZero(), "a millionth less is less");
    }

    @Test
    void rows_of_one_user_do_not_count_as_many_people() {
        double[] perUser = new SplittableRandom(2).doubles(100).toArray();
        double[] repeated =
                IntStream.range(0, 1000).mapToDouble(i -> perUser[i / 10]).toArray();
        Interval people = new ClusterBootstrap(users(100, 1), ones(100), 5).mean(perUser);
        Interval rows = new ClusterBootstrap(users(1000, 10), ones(1000), 5).mean(repeated);
        assertEquals(people.high() - people.low(), rows.high() - rows.low(), 1e-9);
    }

    @Test
    void nine_intervals_in_ten_hold_the_truth() {
        int held = 0;
        for (int seed = 0; seed < 200; seed++) {
            double[] losses = new SplittableRandom(1000 + seed).doubles(200).toArray();
            Interval mean = new ClusterBootstrap(users(200, 1), ones(200), seed).mean(losses);
            held += mean.low() <= 0.5 && 0.5 <= mean.high() ? 1 : 0;
        }
        assertEquals(180, held, 15, "of 200, seeds 1000 to 1199");
    }
}
