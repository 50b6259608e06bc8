package io.perennial.training.trend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.TrendSequence;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules and smoothing: what they say of pasts that can be worked out by hand. */
class TrendPathsTest {

    private static final int STEPS = TrendSequence.STEPS;

    @Test
    void smoothing_weighs_blocks_by_their_age() {
        BlockRows rows = rows(past(0, step -> step == STEPS - 1 ? 30 : step == STEPS - 2 ? 60 : 0));
        double[] weights = IntStream.range(0, STEPS)
                .mapToDouble(age -> Math.pow(2, -age / 2.0))
                .toArray();
        double expected =
                (30 * weights[0] + 60 * weights[1]) / Arrays.stream(weights).sum();
        assertEquals(expected, first(new SmoothedPath("s", "", 2, 2), rows), 1e-9);
    }

    @Test
    void smoothing_begins_with_the_first_visible_block() {
        BlockRows rows = rows(past(STEPS - 3, step -> 50));
        assertEquals(50, first(new SmoothedPath("s", "", 6, 6), rows), 1e-9);
        assertEquals(50, first(new SmoothedPath("s", "", 3, 24), rows), 1e-9);
    }

    @Test
    void intermittent_smoothing_tells_how_often_from_how_much() {
        BlockRows rows = rows(past(0, step -> step % 4 == 3 ? (step < 12 ? 10 : 90) : 0));
        double longRate = first(new SmoothedPath("s", "", 1e6, 1), rows);
        assertEquals(0.25 * 90, longRate, 0.25 * 6, "a purchase every fourth block, of the size they have now");
        assertTrue(first(new SmoothedPath("s", "", 1e6, 1e6), rows) < longRate - 5, "an even mean of sizes is smaller");
    }

    @Test
    void who_never_bought_is_expected_to_spend_nothing() {
        assertEquals(0, first(new SmoothedPath("s", "", 2, 9), rows(past(0, step -> 0))));
    }

    @Test
    void half_lives_are_those_that_would_have_foretold_the_rows_best() {
        for (long seed = 1; seed <= 3; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            BlockRows jumping = many(200, user -> {
                double late = 100 * random.nextDouble();
                double early = 100 * random.nextDouble();
                return new Life(past(0, step -> step == STEPS - 1 ? late : early), late);
            });
            BlockRows steady = many(200, user -> {
                double mean = 100 * random.nextDouble();
                return new Life(past(0, step -> mean * 2 * random.nextDouble()), mean);
            });
            assertEquals(1, SmoothedPath.simple(jumping, seed).rate(), "seed " + seed);
            assertTrue(SmoothedPath.simple(steady, seed).rate() >= 12, "seed " + seed);
            SmoothedPath intermittent = SmoothedPath.intermittent(jumping, seed);
            assertTrue(intermittent.size() <= 2, "seed " + seed + " " + intermittent);
        }
    }

    @Test
    void a_levelled_path_meets_the_totals_of_its_rows_block_by_block() {
        BlockRows rows = many(50, user -> new Life(past(0, step -> 10 + user), 3.0 * user));
        SmoothedPath path = new SmoothedPath("s", "", 3, 3);
        double[][] predicted = LevelledPath.of(path, rows).predict(rows, new double[rows.size()]);
        for (int block = 0; block < TrendSequence.FUTURE_BLOCKS; block++) {
            int at = block;
            assertEquals(
                    Arrays.stream(rows.spend()).mapToDouble(row -> row[at]).sum(),
                    Arrays.stream(predicted).mapToDouble(row -> row[at]).sum(),
                    1e-6);
        }
        assertEquals("s", LevelledPath.of(path, rows).id());
    }

    @Test
    void naive_rules_say_what_their_names_promise() {
        BlockRows rows = rows(past(0, step -> step));
        double[] ltv = {0};
        assertEquals(0, first(PacePath.zero(rows.rows().data()), rows));
        assertEquals(23, first(PacePath.lastPeriod(rows.rows().data(), 1), rows), 1e-9);
        assertEquals(2 * 20.5, first(PacePath.recent(rows.rows().data(), 2), rows), 1e-9);
        assertArrayEquals(new double[] {12, 13, 14, 15, 16, 17}, new LastYearPath(1).predict(rows, ltv)[0], 1e-9);
    }

    /** A past, and what each coming block brings. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Life(double[] past, double coming) {}

    private static BlockRows many(int users, java.util.function.IntFunction<Life> life) {
        List<Life> lives = IntStream.range(0, users).mapToObj(life).toList();
        return new BlockRows(
                PastAndFuture.rows(
                        lives.stream().map(Life::past).toList(),
                        lives.stream().map(one -> future(one.coming())).toList()),
                0.01);
    }

    private static long[] future(double coming) {
        long[] blocks = new long[TrendSequence.FUTURE_BLOCKS];
        Arrays.fill(blocks, Math.round(100 * coming));
        return blocks;
    }

    private static BlockRows rows(double[] past) {
        return many(1, user -> new Life(past, 1));
    }

    private static double first(TrendPath path, BlockRows rows) {
        return path.predict(rows, new double[rows.size()])[0][0];
    }

    private static double[] past(int firstVisible, IntToDoubleFunction spend) {
        double[] past = new double[STEPS * TrendSequence.CHANNELS];
        for (int step = firstVisible; step < STEPS; step++) {
            double amount = spend.applyAsDouble(step);
            past[step * TrendSequence.CHANNELS + TrendSequence.OCCASIONS] = amount > 0 ? Math.log(2) : 0;
            past[step * TrendSequence.CHANNELS + TrendSequence.SPEND] = Math.log1p(amount);
            past[step * TrendSequence.CHANNELS + TrendSequence.OBSERVED] = 1;
        }
        return past;
    }
}
