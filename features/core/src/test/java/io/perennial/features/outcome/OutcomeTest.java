package io.perennial.features.outcome;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.RandomLedgers;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.time.OutcomeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A label reads the outcome window and nothing else. */
class OutcomeTest {

    private static final int AS_OF = 1_000;
    private static final OutcomeWindow WINDOW = new OutcomeWindow(3, 90);
    private static final ChurnRule BUYS = new ChurnRule(EnumSet.of(EventKind.PURCHASE), 180);
    private static final ValueRule NET = ValueRule.defaults();
    private static final ValueRule GROSS = new ValueRule(1, 0, ValueRule.Refunds.IGNORE);

    @Test
    void the_first_and_the_last_day_of_the_window_count_and_their_neighbours_do_not() {
        UserLedger ledger = ledger(buy(1_002, 1), buy(1_003, 10), buy(1_092, 100), buy(1_093, 1_000));
        assertEquals(outcome(0, 2, 110, 0), read(ledger, NET));
    }

    @Test
    void two_purchases_of_a_day_are_one_occasion() {
        assertEquals(outcome(7, 1, 30, 0), read(ledger(buy(1_010, 10), buy(1_010, 20)), NET));
    }

    @Test
    void a_user_who_does_nothing_active_churns() {
        UserLedger ledger = ledger(day(1_010, EventKind.VISIT, 0), day(1_011, EventKind.REFUND, 50));
        assertEquals(new Outcome(OptionalInt.empty(), 0, 0, 50), read(ledger, NET));
        assertEquals(Outcome.nothing(), read(ledger, GROSS));
    }

    @Test
    void the_first_active_day_counts_from_the_start_of_the_window_and_passes_over_what_is_no_activity() {
        UserLedger ledger = ledger(buy(1_002, 1), day(1_005, EventKind.VISIT, 0), buy(1_092, 10));
        assertEquals(OptionalInt.of(89), read(ledger, NET).firstActiveDay());
    }

    @Test
    void refunds_are_netted_and_the_floor_says_what_it_hid() {
        UserLedger ledger = ledger(buy(1_010, 100), day(1_050, EventKind.REFUND, 130));
        assertEquals(outcome(7, 1, 0, 30), read(ledger, NET));
        assertEquals(outcome(7, 1, 100, 0), read(ledger, GROSS));
    }

    @Test
    void blocks_follow_the_as_of_without_gap_and_are_floored_one_by_one() {
        UserLedger ledger =
                ledger(buy(999, 7), buy(1_000, 10), buy(1_029, 20), buy(1_030, 5), day(1_031, EventKind.REFUND, 9));
        assertArrayEquals(new long[] {30, 0, 0}, Outcome.blocks(ledger, AS_OF, 3, 30, NET));
        assertArrayEquals(new long[] {30, 5, 0}, Outcome.blocks(ledger, AS_OF, 3, 30, GROSS));
    }

    @Test
    void horizons_begin_after_the_gap_together_and_only_those_that_are_over_are_told() {
        UserLedger ledger = ledger(buy(1_002, 1), buy(1_003, 10), buy(1_032, 20), buy(1_033, 40), buy(1_182, 80));
        int half = AS_OF + 3 + 180;
        assertArrayEquals(new long[] {30, 70, 150}, ValueHorizons.closed(ledger, AS_OF, 3, half, NET));
        assertArrayEquals(new long[] {30, 70}, ValueHorizons.closed(ledger, AS_OF, 3, half - 1, NET));
        assertArrayEquals(new long[0], ValueHorizons.closed(ledger, AS_OF, 3, AS_OF + 32, NET));
    }

    @Test
    void nothing_outside_the_window_changes_a_label() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<LedgerDay> parts = RandomLedgers.parts(random, 300);
            int asOf = RandomLedgers.FIRST + random.nextInt(300);
            List<LedgerDay> inside = new ArrayList<>(parts);
            inside.removeIf(day -> day.day() < WINDOW.start(asOf) || day.day() >= WINDOW.end(asOf));
            assertEquals(
                    Outcome.read(UserLedger.merge("u", inside), asOf, WINDOW, BUYS, NET),
                    Outcome.read(UserLedger.merge("u", parts), asOf, WINDOW, BUYS, NET),
                    "seed " + seed);
        }
    }

    @Test
    void gross_blocks_add_up_to_the_value_of_a_window_without_gap() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            UserLedger ledger = RandomLedgers.ledger(random, 300);
            int asOf = RandomLedgers.FIRST + random.nextInt(200);
            long blocks =
                    Arrays.stream(Outcome.blocks(ledger, asOf, 3, 30, GROSS)).sum();
            long value = Outcome.read(ledger, asOf, new OutcomeWindow(0, 90), BUYS, GROSS)
                    .valueMinor();
            assertEquals(value, blocks, "seed " + seed);
        }
    }

    @Test
    void outreach_received_is_never_activity() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> new ChurnRule(EnumSet.of(EventKind.TOUCH), 90))
                .getMessage();
        assertTrue(message.contains("touch"), message);
        assertThrows(IllegalArgumentException.class, () -> new ChurnRule(Set.of(), 90));
        assertThrows(IllegalArgumentException.class, () -> new ChurnRule(EnumSet.of(EventKind.VISIT), 0));
    }

    @Test
    void the_default_look_back_is_two_horizons_and_at_least_90_days() {
        assertEquals(90, ChurnRule.defaultLookback(30));
        assertEquals(364, ChurnRule.defaultLookback(182));
    }

    @Test
    void a_margin_or_discount_out_of_range_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new ValueRule(0, 0, ValueRule.Refunds.IGNORE));
        assertThrows(IllegalArgumentException.class, () -> new ValueRule(1.1, 0, ValueRule.Refunds.IGNORE));
        assertThrows(IllegalArgumentException.class, () -> new ValueRule(Double.NaN, 0, ValueRule.Refunds.IGNORE));
        assertThrows(IllegalArgumentException.class, () -> new ValueRule(1, -0.1, ValueRule.Refunds.IGNORE));
    }

    private static Outcome outcome(int firstActiveDay, int occasions, long value, long floored) {
        return new Outcome(OptionalInt.of(firstActiveDay), occasions, value, floored);
    }

    private static Outcome read(UserLedger ledger, ValueRule value) {
        return Outcome.read(ledger, AS_OF, WINDOW, BUYS, value);
    }

    private static UserLedger ledger(LedgerDay... days) {
        return UserLedger.merge("ann", List.of(days));
    }

    private static LedgerDay buy(int day, long minor) {
        return day(day, EventKind.PURCHASE, minor);
    }

    private static LedgerDay day(int day, EventKind kind, long minor) {
        return LedgerDay.of(day, Event.money("ann", Instant.EPOCH, kind, minor));
    }
}
