package io.perennial.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bins whose ties are shared, and the law that the order of rows says nothing. */
final class EqualBinsTest {

    @Test
    void a_group_of_ties_at_a_border_gives_each_side_its_even_part() {
        EqualBins halves = new EqualBins(RankOrder.of(new double[] {3, 2, 2, 1, 2}), 2);
        assertEquals(2, halves.rows(0));
        assertEquals(3, halves.rows(1));
        assertArrayEquals(new double[] {0, 1 / 3.0, 1 / 3.0, 1, 1 / 3.0}, halves.shares(0), 1e-15);
        double[] column = {5, 6, 0, 7, 3};
        assertArrayEquals(new double[] {7 + 3, 5 + 6}, halves.sums(i -> column[i]), 1e-15);
    }

    @Test
    void sums_are_those_of_the_shares_in_whatever_order_of_rows() {
        for (long seed = 1; seed <= 20; seed++) {
            String told = "seed " + seed;
            SplittableRandom random = new SplittableRandom(seed);
            int n = 1 + random.nextInt(40);
            double[] score = random.doubles(n).map(x -> Math.round(6 * x)).toArray();
            double[] column = random.doubles(n).toArray();
            double[] turnedScore =
                    IntStream.range(0, n).mapToDouble(i -> score[n - 1 - i]).toArray();
            EqualBins bins = new EqualBins(RankOrder.of(score), 10);
            double[] byShares = IntStream.range(0, bins.count())
                    .mapToDouble(bin -> {
                        double[] shares = bins.shares(bin);
                        assertEquals(bins.rows(bin), Arrays.stream(shares).sum(), 1e-12, told);
                        return IntStream.range(0, n)
                                .mapToDouble(i -> shares[i] * column[i])
                                .sum();
                    })
                    .toArray();
            assertArrayEquals(byShares, bins.sums(i -> column[i]), 1e-12, told);
            double[] turned = new EqualBins(RankOrder.of(turnedScore), 10).sums(i -> column[n - 1 - i]);
            assertArrayEquals(byShares, turned, 1e-12, told);
        }
    }
}
