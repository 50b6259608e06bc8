package io.perennial.features.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DaySumTest {

    private static final int DAY = 20_000;

    @Test
    void events_added_one_by_one_make_the_day_their_parts_add_up_to() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Event> events = new ArrayList<>();
            for (int i = 1 + random.nextInt(400); i > 0; i--) {
                events.add(RandomLedgers.event(random, EventKind.at(random.nextInt(EventKind.COUNT))));
            }
            LedgerDay parts = events.stream()
                    .map(event -> LedgerDay.of(DAY, event))
                    .reduce(LedgerDay::plus)
                    .orElseThrow();
            assertEquals(parts, sum(events), "seed " + seed);
            Collections.shuffle(events, random);
            assertEquals(parts, sum(events), "shuffled, seed " + seed);
        }
    }

    @Test
    void a_day_taken_does_not_change_when_more_events_come() {
        DaySum sum = new DaySum(DAY);
        sum.add(EventKind.VISIT, 0, 60, 0);
        LedgerDay taken = sum.day();
        sum.add(EventKind.VISIT, 0, 60, 0);
        assertEquals(1, taken.count(EventKind.VISIT));
        assertEquals(60, taken.visitSeconds());
    }

    @Test
    void a_sum_that_overflows_is_an_error() {
        DaySum sum = new DaySum(DAY);
        sum.add(EventKind.PURCHASE, Long.MAX_VALUE, 0, 0);
        assertThrows(ArithmeticException.class, () -> sum.add(EventKind.PURCHASE, 1, 0, 0));
    }

    private static LedgerDay sum(List<Event> events) {
        DaySum sum = new DaySum(DAY);
        for (Event event : events) {
            sum.add(event.kind(), event.amountMinor(), event.seconds(), event.score());
            sum.add(event.kind(), utf8(event.item()), utf8(event.channel()));
        }
        return sum.day();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
