package io.perennial.features.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.time.OutcomeWindow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UserSnapshotTest {

    private static final int AS_OF = 1_000;
    private static final int LOOKBACK = 60;
    private static final EnumSet<EventKind> KINDS = EnumSet.of(EventKind.PURCHASE, EventKind.TOUCH);
    private static final FeatureSchema SCHEMA = new FeatureSchema(
            new FeatureContext(
                    new LogDefinition(ZoneOffset.UTC, "CNY", KINDS),
                    new ChurnRule(EnumSet.of(EventKind.PURCHASE), LOOKBACK)),
            new OutcomeWindow(0, 30),
            ValueRule.defaults());

    private static UserSnapshot snapshot(int firstDayOfLog, EventKind kind, int... days) {
        List<LedgerDay> ledger = Arrays.stream(days)
                .mapToObj(day -> LedgerDay.of(day, Event.money("u", Instant.EPOCH, kind, 100)))
                .toList();
        History history = History.timeline(new UserLedger("u", ledger)).asOf(AS_OF);
        return UserSnapshot.of(history, SCHEMA, firstDayOfLog);
    }

    @Test
    void the_oldest_activity_that_makes_eligible_lies_a_whole_lookback_before_the_as_of() {
        assertTrue(snapshot(0, EventKind.PURCHASE, AS_OF - LOOKBACK).eligible());
        assertFalse(snapshot(0, EventKind.PURCHASE, AS_OF - LOOKBACK - 1).eligible());
        assertTrue(snapshot(0, EventKind.PURCHASE, AS_OF - LOOKBACK - 1).everActive());
    }

    @Test
    void outreach_alone_makes_nobody_active() {
        UserSnapshot touched = snapshot(0, EventKind.TOUCH, AS_OF - 1);
        assertFalse(touched.everActive());
        assertFalse(touched.eligible());
    }

    @Test
    void what_happens_on_the_as_of_or_later_is_not_seen() {
        UserSnapshot without = snapshot(0, EventKind.PURCHASE, 900, 990);
        UserSnapshot with = snapshot(0, EventKind.PURCHASE, 900, 990, AS_OF, AS_OF + 5);
        assertArrayEquals(without.features(), with.features());
        assertArrayEquals(without.sequence(), with.sequence());
    }

    @Test
    void a_log_younger_than_the_sequence_gives_none() {
        int covered = AS_OF - TrendSequence.STEPS * TrendSequence.BLOCK_DAYS;
        assertNotNull(snapshot(covered, EventKind.PURCHASE, 990).sequence());
        assertNull(snapshot(covered + 1, EventKind.PURCHASE, 990).sequence());
        assertEquals(AS_OF, snapshot(covered, EventKind.PURCHASE, 990).asOf());
    }
}
