package io.perennial.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.time.LearningPlan.Role;
import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.features.time.OutcomeWindow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LedgerSnapshotsTest {

    private static final int AS_OF = 200;
    private static final FeatureSchema SCHEMA = schema();

    /** Buys 100 every tenth day from day 0 on. */
    private static final UserLedger REGULAR = buyer("regular", 0, AS_OF, 100);
    /** Bought until day 90. */
    private static final UserLedger GONE = buyer("gone", 0, 91, 50);
    /** Was only ever written to. */
    private static final UserLedger TOUCHED = new UserLedger("touched", List.of(day(5, EventKind.TOUCH, 0)));

    private static FeatureSchema schema() {
        EnumSet<EventKind> kinds = EnumSet.of(EventKind.PURCHASE, EventKind.TOUCH);
        LogDefinition log = new LogDefinition(ZoneOffset.UTC, "CNY", kinds);
        ChurnRule churn = new ChurnRule(EnumSet.of(EventKind.PURCHASE), 60);
        return new FeatureSchema(new FeatureContext(log, churn), new OutcomeWindow(0, 30), ValueRule.defaults());
    }

    private static LedgerDay day(int day, EventKind kind, long minor) {
        return LedgerDay.of(day, Event.money("any", Instant.EPOCH, kind, minor));
    }

    private static UserLedger buyer(String user, int from, int to, long minor) {
        List<LedgerDay> days = new ArrayList<>();
        for (int day = from; day < to; day += 10) {
            days.add(day(day, EventKind.PURCHASE, minor));
        }
        return new UserLedger(user, days);
    }

    private static TrainingSet cut(UserLedger... ledgers) {
        return LedgerSnapshots.cut(SCHEMA, List.of(ledgers), AS_OF);
    }

    @Test
    void rows_are_ordered_by_as_of_then_user_whatever_the_order_of_ledgers() {
        LabelledSnapshots labelled = cut(REGULAR, TOUCHED, GONE).labelled();
        assertTrue(labelled.size() > 4, () -> labelled.size() + " rows");
        for (int i = 0; i < labelled.size(); i += 2) {
            assertEquals(List.of("gone", "regular"), labelled.users().subList(i, i + 2));
            assertEquals(labelled.asOfs()[i], labelled.asOfs()[i + 1]);
            assertTrue(i == 0 || labelled.asOfs()[i] > labelled.asOfs()[i - 1]);
        }
    }

    @Test
    void labels_are_what_followed_the_snapshot() {
        TrainingSet set = cut(GONE, REGULAR);
        assertEquals(Rung.THREE_PERIODS, set.plan().rung());
        Rows test = set.labelled().all().role(Role.TEST);
        assertEquals(AS_OF - 30, test.asOf(0));
        assertArrayEquals(new double[] {1, 0}, test.churned());
        assertArrayEquals(new double[] {0, 3}, test.of(test::occasions));
        assertArrayEquals(new double[] {0, 300}, test.of(test::valueMinor));
        assertArrayEquals(new double[] {Double.NaN, 0}, test.of(test::firstActiveDay));
    }

    @Test
    void who_was_never_active_is_scored_but_not_learned_from() {
        TrainingSet set = cut(REGULAR, GONE, TOUCHED);
        assertFalse(set.labelled().users().contains("touched"));
        assertEquals(List.of("gone", "regular", "touched"), set.current().users());
        assertEquals(
                List.of(false, true, false),
                IntStream.range(0, 3).mapToObj(i -> set.current().eligible()[i]).toList());
    }

    @Test
    void nothing_on_or_after_the_as_of_is_read() {
        UserLedger longer = buyer("regular", 0, AS_OF + 100, 100);
        UserLedger later = buyer("later", AS_OF, AS_OF + 50, 7);
        TrainingSet before = cut(REGULAR, GONE);
        TrainingSet after = cut(longer, GONE, later);
        assertEquals(before.plan(), after.plan());
        assertEquals(before.current().users(), after.current().users());
        assertArrayEquals(before.labelled().features(), after.labelled().features());
        assertArrayEquals(before.current().features(), after.current().features());
        assertArrayEquals(before.labelled().valueMinor(), after.labelled().valueMinor());
        assertArrayEquals(before.labelled().blocksMinor(), after.labelled().blocksMinor());
        assertArrayEquals(before.labelled().horizonsMinor(), after.labelled().horizonsMinor());
    }

    @Test
    void one_row_of_1970_changes_neither_the_rung_nor_the_days_learned_from() {
        int start = 20_000;
        List<UserLedger> ledgers = new ArrayList<>();
        for (int user = 0; user < 20; user++) {
            ledgers.add(buyer("u" + user, start + user, start + 80, 100));
        }
        TrainingSet honest = LedgerSnapshots.cut(SCHEMA, ledgers, start + 80);
        assertEquals(Rung.CROSS_FITTED, honest.plan().rung());
        ledgers.add(new UserLedger("stray", List.of(day(0, EventKind.PURCHASE, 100))));
        TrainingSet stray = LedgerSnapshots.cut(SCHEMA, ledgers, start + 80);
        assertEquals(honest.plan().rung(), stray.plan().rung());
        assertEquals(honest.labelled().spanDays(), stray.labelled().spanDays());
        assertTrue(stray.current().users().contains("stray"));
    }

    @Test
    void the_data_hash_tells_visible_ledgers_apart() {
        assertNotEquals(
                cut(REGULAR).plan().dataHash(),
                cut(buyer("regular", 0, AS_OF, 101)).plan().dataHash());
    }

    @Test
    void two_ledgers_of_one_user_are_refused() {
        String message = assertThrows(IllegalArgumentException.class, () -> cut(GONE, GONE))
                .getMessage();
        assertTrue(message.contains("user gone"), message);
    }

    @Test
    void a_log_with_nothing_visible_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> cut(buyer("later", AS_OF, AS_OF + 50, 7)));
    }
}
