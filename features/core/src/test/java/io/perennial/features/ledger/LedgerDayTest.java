package io.perennial.features.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.event.KindSet;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Parts of a day merge like numbers add: in any order, in any grouping. */
class LedgerDayTest {

    private static final int DAY = 19_000;

    @Test
    void merging_is_associative_and_commutative() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            LedgerDay a = part(random);
            LedgerDay b = part(random);
            LedgerDay c = part(random);
            assertEquals(a.plus(b).plus(c), a.plus(b.plus(c)), "associative, seed " + seed);
            assertEquals(a.plus(b), b.plus(a), "commutative, seed " + seed);
        }
    }

    @Test
    void a_day_without_events_changes_nothing() {
        for (int seed = 0; seed < 100; seed++) {
            LedgerDay part = part(new Random(seed));
            assertEquals(part, part.plus(nothing()), "seed " + seed);
        }
    }

    @Test
    void an_event_counts_once_and_only_where_its_kind_carries_it() {
        Event visit = new Event("u", Instant.EPOCH, EventKind.VISIT, 500, 60, 0, "shoe", "app", "", "");
        LedgerDay day = LedgerDay.of(DAY, visit);
        assertEquals(1, day.count(EventKind.VISIT));
        assertEquals(60, day.visitSeconds());
        assertEquals(0, day.spendMinor(), "a visit's amount is not spend");
        assertEquals(KindSet.of(Set.of(EventKind.VISIT)), day.kinds());
        assertEquals(1, day.items().length);
    }

    @Test
    void what_outreach_or_a_complaint_is_about_is_not_what_the_user_touched() {
        for (EventKind kind : Set.of(EventKind.TOUCH, EventKind.COMPLAINT, EventKind.REFUND)) {
            LedgerDay day = LedgerDay.of(DAY, new Event("u", Instant.EPOCH, kind, 0, 0, 0, "shoe", "sms", "", ""));
            assertEquals(0, day.items().length, kind.id());
            assertEquals(0, day.channels().length, kind.id());
        }
    }

    @Test
    void parts_of_different_days_are_refused() {
        LedgerDay other = LedgerDay.of(DAY + 1, Event.of("u", Instant.EPOCH, EventKind.VISIT));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> nothing().plus(other))
                .getMessage();
        assertTrue(message.contains("19000") && message.contains("19001"), message);
    }

    @Test
    void an_overflow_is_an_error_and_never_a_wrong_sum() {
        LedgerDay rich = LedgerDay.of(DAY, Event.money("u", Instant.EPOCH, EventKind.PURCHASE, Long.MAX_VALUE));
        assertThrows(ArithmeticException.class, () -> rich.plus(rich));
    }

    private static LedgerDay nothing() {
        return new LedgerDay(DAY, new int[EventKind.COUNT], 0, 0, 0, 0, 0, CodeSet.empty(), CodeSet.empty());
    }

    private static LedgerDay part(Random random) {
        LedgerDay day = nothing();
        for (int i = random.nextInt(5); i >= 0; i--) {
            EventKind kind = EventKind.at(random.nextInt(EventKind.COUNT));
            day = day.plus(LedgerDay.of(DAY, RandomLedgers.event(random, kind)));
        }
        return day;
    }
}
