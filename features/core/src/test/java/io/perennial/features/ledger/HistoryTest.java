package io.perennial.features.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** Every quantity of a history equals the plain sum over the visible days in the window. */
class HistoryTest {

    private static final int SPAN = 500;

    /** A window of a random ledger as of a random day, and the days that it shows. */
    private record Case(History history, int from, int to, List<LedgerDay> days) {

        static Case of(Random random) {
            UserLedger ledger = RandomLedgers.ledger(random, SPAN);
            int asOf = day(random);
            int from = day(random);
            int to = day(random);
            List<LedgerDay> days = ledger.days().stream()
                    .filter(day -> day.day() >= from && day.day() < to && day.day() < asOf)
                    .toList();
            return new Case(History.timeline(ledger).asOf(asOf), from, to, days);
        }

        private static int day(Random random) {
            return RandomLedgers.FIRST - 50 + random.nextInt(SPAN + 100);
        }

        long sum(ToLongFunction<LedgerDay> amount) {
            return days.stream().mapToLong(amount).sum();
        }

        int distinct(Function<LedgerDay, int[]> codes) {
            return (int) days.stream()
                    .flatMapToInt(day -> Arrays.stream(codes.apply(day)))
                    .distinct()
                    .count();
        }
    }

    @Test
    void sums_equal_the_sum_over_the_visible_days_of_the_window() {
        for (int seed = 0; seed < 2_000; seed++) {
            Case c = Case.of(new Random(seed));
            String why = "seed " + seed;
            assertEquals(c.sum(LedgerDay::spendMinor), c.history.spendMinor(c.from, c.to), why);
            assertEquals(c.sum(LedgerDay::refundMinor), c.history.refundMinor(c.from, c.to), why);
            assertEquals(c.sum(LedgerDay::visitSeconds), c.history.visitSeconds(c.from, c.to), why);
            assertEquals(c.sum(LedgerDay::npsSum), c.history.npsSum(c.from, c.to), why);
            assertEquals(c.sum(LedgerDay::sentimentSum), c.history.sentimentSum(c.from, c.to), why);
            for (EventKind kind : EventKind.values()) {
                assertEquals(c.sum(day -> day.count(kind)), c.history.count(kind, c.from, c.to), why);
                assertEquals(c.sum(day -> day.count(kind) > 0 ? 1 : 0), c.history.daysWith(kind, c.from, c.to), why);
            }
        }
    }

    @Test
    void distinct_codes_equal_those_of_a_set() {
        for (int seed = 0; seed < 2_000; seed++) {
            Case c = Case.of(new Random(seed));
            assertEquals(c.distinct(LedgerDay::items), c.history.distinctItems(c.from, c.to), "seed " + seed);
            assertEquals(c.distinct(LedgerDay::channels), c.history.distinctChannels(c.from, c.to), "seed " + seed);
        }
    }

    @Test
    void days_with_a_kind_are_those_of_the_window() {
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            Case c = Case.of(random);
            Set<EventKind> kinds = RandomLedgers.kinds(random);
            int[] expected = days(c.days, kinds);
            assertArrayEquals(expected, c.history.daysWithAny(kinds, c.from, c.to), "seed " + seed);
        }
    }

    @Test
    void the_last_day_is_that_of_all_visible_days() {
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            History history = Case.of(random).history;
            Set<EventKind> kinds = RandomLedgers.kinds(random);
            int[] days = days(history.days(), kinds);
            assertEquals(
                    days.length == 0 ? History.NONE : days[days.length - 1], history.lastDay(kinds), "seed " + seed);
        }
    }

    @Test
    void nothing_on_or_after_the_as_of_is_visible() {
        for (int seed = 0; seed < 1_000; seed++) {
            History history = Case.of(new Random(seed)).history;
            int last = history.days().stream().mapToInt(LedgerDay::day).max().orElse(History.NONE);
            assertTrue(last < history.asOf(), "seed " + seed);
        }
    }

    private static int[] days(List<LedgerDay> days, Set<EventKind> kinds) {
        return days.stream()
                .filter(day -> day.hasAny(kinds))
                .mapToInt(LedgerDay::day)
                .toArray();
    }
}
