package io.perennial.features.ledger;

import io.perennial.features.event.EventKind;
import io.perennial.features.event.KindSet;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * What is visible of a user's ledger as of a day: nothing that happened on or after the as-of can be read through it.
 *
 * <p>Windows are half-open ranges of epoch days {@code [from, to)}; {@code to} is clamped to the as-of, so no feature
 * can look ahead by mistake. Sums over a window cost two binary searches. Immutable; safe for many threads.
 */
public final class History {

    /** Said instead of a day where there is none. */
    public static final int NONE = Integer.MIN_VALUE;

    /** Stands for the prefix sums of what a user never did: most users do few of the kinds. */
    private static final long[] ABSENT = {};

    private final Timeline timeline;
    private final int asOf;
    private final int visible;

    private History(Timeline timeline, int asOf) {
        this.timeline = timeline;
        this.asOf = asOf;
        this.visible = timeline.firstAtOrAfter(asOf);
    }

    /** The user's ledger prepared for any number of as-of days; prefix sums are made once. */
    public static Timeline timeline(UserLedger ledger) {
        return new Timeline(ledger);
    }

    /** The as-of as epoch day; the last visible day is the one before. */
    public int asOf() {
        return asOf;
    }

    /** Whether nothing is visible. */
    public boolean isEmpty() {
        return visible == 0;
    }

    /** The visible days in ascending order. */
    public List<LedgerDay> days() {
        return timeline.ledger.days().subList(0, visible);
    }

    /** Events of a kind in {@code [from, to)}. */
    public long count(EventKind kind, int from, int to) {
        return sum(timeline.counts[kind.index()], from, to);
    }

    /** Events of a kind ever. */
    public long count(EventKind kind) {
        return timeline.counts[kind.index()] == ABSENT ? 0 : timeline.counts[kind.index()][visible];
    }

    /** Days in {@code [from, to)} with at least one event of this kind. */
    public long daysWith(EventKind kind, int from, int to) {
        return sum(timeline.daysWith[kind.index()], from, to);
    }

    /** Purchase amounts in {@code [from, to)}, minor units. */
    public long spendMinor(int from, int to) {
        return sum(timeline.spend, from, to);
    }

    /** Refund amounts in {@code [from, to)}, minor units. */
    public long refundMinor(int from, int to) {
        return sum(timeline.refund, from, to);
    }

    /** Visit durations in {@code [from, to)}, seconds. */
    public long visitSeconds(int from, int to) {
        return sum(timeline.seconds, from, to);
    }

    /** NPS answers summed over {@code [from, to)}. */
    public long npsSum(int from, int to) {
        return sum(timeline.nps, from, to);
    }

    /** Tones summed over {@code [from, to)}, thousandths. */
    public long sentimentSum(int from, int to) {
        return sum(timeline.sentiment, from, to);
    }

    /** The first visible day of anything, or {@link #NONE}. */
    public int firstDay() {
        return visible == 0 ? NONE : timeline.days[0];
    }

    /** The last visible day with an event of any of these kinds, or {@link #NONE}. */
    public int lastDay(Set<EventKind> kinds) {
        int mask = KindSet.of(kinds).mask();
        for (int i = visible - 1; i >= 0; i--) {
            if ((timeline.kinds[i] & mask) != 0) {
                return timeline.days[i];
            }
        }
        return NONE;
    }

    /** Epoch days in {@code [from, to)} with an event of any of these kinds, ascending. */
    public int[] daysWithAny(Set<EventKind> kinds, int from, int to) {
        int mask = KindSet.of(kinds).mask();
        int end = index(to);
        int start = Math.min(end, index(from));
        int[] found = new int[end - start];
        int size = 0;
        for (int i = start; i < end; i++) {
            if ((timeline.kinds[i] & mask) != 0) {
                found[size++] = timeline.days[i];
            }
        }
        return size == found.length ? found : Arrays.copyOf(found, size);
    }

    /** Distinct items touched in {@code [from, to)}, each day bounded by {@link CodeSet#BOUND}. */
    public int distinctItems(int from, int to) {
        return timeline.items.distinct(index(from), index(to));
    }

    /** Distinct channels used in {@code [from, to)}, each day bounded by {@link CodeSet#BOUND}. */
    public int distinctChannels(int from, int to) {
        return timeline.channels.distinct(index(from), index(to));
    }

    private long sum(long[] prefix, int from, int to) {
        if (prefix == ABSENT) {
            return 0;
        }
        int start = index(from);
        int end = index(to);
        return end <= start ? 0 : prefix[end] - prefix[start];
    }

    private int index(int day) {
        return day >= asOf ? visible : Math.min(visible, timeline.firstAtOrAfter(day));
    }

    /** A user's ledger with prefix sums, from which histories of many as-of days are cut. Immutable. */
    public static final class Timeline {
        private final UserLedger ledger;
        private final int[] days;
        private final int[] kinds;
        private final long[][] counts = new long[EventKind.COUNT][];
        private final long[][] daysWith = new long[EventKind.COUNT][];
        private final long[] spend;
        private final long[] refund;
        private final long[] seconds;
        private final long[] nps;
        private final long[] sentiment;
        private final Distinct items;
        private final Distinct channels;

        private Timeline(UserLedger ledger) {
            this.ledger = ledger;
            List<LedgerDay> list = ledger.days();
            this.days = list.stream().mapToInt(LedgerDay::day).toArray();
            this.kinds = list.stream().mapToInt(day -> day.kinds().mask()).toArray();
            for (int k = 0; k < EventKind.COUNT; k++) {
                EventKind kind = EventKind.at(k);
                counts[k] = prefix(list, day -> day.count(kind));
                daysWith[k] = prefix(list, day -> day.count(kind) > 0 ? 1 : 0);
            }
            this.spend = prefix(list, LedgerDay::spendMinor);
            this.refund = prefix(list, LedgerDay::refundMinor);
            this.seconds = prefix(list, LedgerDay::visitSeconds);
            this.nps = prefix(list, LedgerDay::npsSum);
            this.sentiment = prefix(list, LedgerDay::sentimentSum);
            this.items = Distinct.of(list, LedgerDay::items);
            this.channels = Distinct.of(list, LedgerDay::channels);
        }

        /** The user's whole ledger, future included: for outcomes, never for features. */
        public UserLedger ledger() {
            return ledger;
        }

        /** What is visible as of a day. */
        public History asOf(int asOf) {
            return new History(this, asOf);
        }

        private int firstAtOrAfter(int day) {
            int at = Arrays.binarySearch(days, day);
            return at >= 0 ? at : -at - 1;
        }

        private static long[] prefix(List<LedgerDay> days, ToLongFunction<LedgerDay> value) {
            long[] sums = ABSENT;
            for (int i = 0; i < days.size(); i++) {
                long amount = value.applyAsLong(days.get(i));
                if (sums == ABSENT && amount != 0) {
                    sums = new long[days.size() + 1];
                }
                if (sums != ABSENT) {
                    sums[i + 1] = Math.addExact(sums[i], amount);
                }
            }
            return sums;
        }
    }
}
