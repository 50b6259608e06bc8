package io.perennial.features.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.RandomLedgers;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ChurnRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The sequence lays the 24 blocks before the as-of side by side, oldest first. */
class TrendSequenceTest {

    private static final int AS_OF = 20_000;
    private static final FeatureContext CONTEXT = new FeatureContext(
            new LogDefinition(ZoneId.of("UTC"), "CNY", EnumSet.of(EventKind.PURCHASE)),
            new ChurnRule(EnumSet.of(EventKind.PURCHASE), 180));

    @Test
    void the_newest_block_ends_with_the_last_visible_day_and_the_oldest_begins_720_days_before_the_as_of() {
        double[] sequence = sequence(
                buy(AS_OF - 721, 1_00),
                buy(AS_OF - 720, 2_00),
                buy(AS_OF - 31, 4_00),
                buy(AS_OF - 30, 8_00),
                buy(AS_OF - 1, 16_00),
                buy(AS_OF, 32_00));
        assertEquals(StrictMath.log1p(2), at(sequence, 0, TrendSequence.SPEND));
        assertEquals(StrictMath.log1p(4), at(sequence, 22, TrendSequence.SPEND));
        assertEquals(StrictMath.log1p(24), at(sequence, 23, TrendSequence.SPEND));
        assertEquals(StrictMath.log1p(2), at(sequence, 23, TrendSequence.OCCASIONS));
    }

    @Test
    void a_block_is_observed_from_the_one_of_the_first_visible_day_on() {
        double[] sequence = sequence(buy(AS_OF - 65, 1_00));
        for (int step = 0; step < TrendSequence.STEPS; step++) {
            assertEquals(step >= 21 ? 1 : 0, at(sequence, step, TrendSequence.OBSERVED), "block " + step);
        }
    }

    @Test
    void the_season_is_a_point_on_the_unit_circle_that_december_and_january_share() {
        int newYear = Math.toIntExact(LocalDate.of(2025, 1, 1).toEpochDay());
        assertEquals(1, Season.cos(newYear), 1e-3);
        assertEquals(1, Season.cos(newYear - 1), 1e-3);
        assertEquals(-1, Season.cos(newYear + 182), 1e-3);
        assertEquals(1, Season.sin(newYear + 91), 1e-3);
    }

    @Test
    void nothing_on_or_after_the_as_of_changes_a_bit_and_all_is_finite() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            UserLedger ledger = RandomLedgers.ledger(random, 900);
            int asOf = RandomLedgers.FIRST + random.nextInt(1_000);
            UserLedger past = new UserLedger(
                    "u", ledger.days().stream().filter(day -> day.day() < asOf).toList());
            double[] sequence = TrendSequence.of(History.timeline(ledger).asOf(asOf), CONTEXT);
            assertArrayEquals(TrendSequence.of(History.timeline(past).asOf(asOf), CONTEXT), sequence, "seed " + seed);
            for (double value : sequence) {
                assertTrue(Double.isFinite(value), "seed " + seed);
            }
        }
    }

    @Test
    void a_log_shorter_than_24_blocks_does_not_cover_a_sequence() {
        assertTrue(TrendSequence.isCovered(AS_OF - 720, AS_OF));
        assertFalse(TrendSequence.isCovered(AS_OF - 719, AS_OF));
    }

    private static double at(double[] sequence, int step, int channel) {
        return sequence[step * TrendSequence.CHANNELS + channel];
    }

    private static double[] sequence(LedgerDay... days) {
        return TrendSequence.of(
                History.timeline(UserLedger.merge("u", List.of(days))).asOf(AS_OF), CONTEXT);
    }

    private static LedgerDay buy(int day, long minor) {
        return LedgerDay.of(day, Event.money("u", Instant.EPOCH, EventKind.PURCHASE, minor));
    }
}
