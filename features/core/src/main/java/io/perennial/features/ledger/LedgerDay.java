package io.perennial.features.ledger;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.event.KindSet;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;

/**
 * What one user did on one business day, as additive counts: the only thing features read.
 *
 * <p>Days of equal date merge by {@link #plus}, which is associative and commutative, so order, partitions and threads
 * cannot change a result. Sums are {@code long} and overflow is an error. Immutable; the arrays are shared, never
 * changed.
 */
public final class LedgerDay {

    /** Kinds by which a user touches an item; a refund, an answer, a complaint or a contract says nothing of breadth. */
    public static final KindSet ITEM_KINDS = KindSet.of(
            EnumSet.of(EventKind.VISIT, EventKind.CORE, EventKind.PURCHASE, EventKind.CONTENT, EventKind.SOCIAL));

    /** Kinds by which a user comes through a channel; the channel of outreach is the company's choice. */
    public static final KindSet CHANNEL_KINDS = KindSet.of(
            EnumSet.of(EventKind.VISIT, EventKind.CORE, EventKind.PURCHASE, EventKind.OPEN, EventKind.CLICK));

    private final int day;
    private final int[] counts;
    private final long spendMinor;
    private final long refundMinor;
    private final long visitSeconds;
    private final long npsSum;
    private final long sentimentSum;
    private final int[] items;
    private final int[] channels;

    /**
     * A day from its parts.
     *
     * @param day          the business day as epoch day
     * @param counts       events by {@link EventKind#index}, {@link EventKind#COUNT} long
     * @param spendMinor   sum of purchase amounts in minor units
     * @param refundMinor  sum of refund amounts in minor units
     * @param visitSeconds sum of visit durations
     * @param npsSum       sum of NPS answers
     * @param sentimentSum sum of tones in thousandths
     * @param items        codes of distinct items of {@link #ITEM_KINDS}, a {@link CodeSet}
     * @param channels     codes of distinct channels of {@link #CHANNEL_KINDS}, a {@link CodeSet}
     */
    public LedgerDay(
            int day,
            int[] counts,
            long spendMinor,
            long refundMinor,
            long visitSeconds,
            long npsSum,
            long sentimentSum,
            int[] items,
            int[] channels) {
        if (counts.length != EventKind.COUNT) {
            throw new IllegalArgumentException(
                    "ledger day " + day + " has " + counts.length + " counts, not " + EventKind.COUNT);
        }
        this.day = day;
        this.counts = counts;
        this.spendMinor = spendMinor;
        this.refundMinor = refundMinor;
        this.visitSeconds = visitSeconds;
        this.npsSum = npsSum;
        this.sentimentSum = sentimentSum;
        this.items = items;
        this.channels = channels;
    }

    /** The day with this one event on it; the event's own instant is not looked at. */
    public static LedgerDay of(int day, Event event) {
        DaySum sum = new DaySum(day);
        sum.add(event.kind(), event.amountMinor(), event.seconds(), event.score());
        sum.add(
                event.kind(),
                event.item().getBytes(StandardCharsets.UTF_8),
                event.channel().getBytes(StandardCharsets.UTF_8));
        return sum.day();
    }

    /** The sum of two parts of the same day. */
    public LedgerDay plus(LedgerDay other) {
        if (other.day != day) {
            throw new IllegalArgumentException("ledger days " + day + " and " + other.day + " are different days");
        }
        int[] sum = new int[EventKind.COUNT];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.addExact(counts[i], other.counts[i]);
        }
        return new LedgerDay(
                day,
                sum,
                Math.addExact(spendMinor, other.spendMinor),
                Math.addExact(refundMinor, other.refundMinor),
                Math.addExact(visitSeconds, other.visitSeconds),
                Math.addExact(npsSum, other.npsSum),
                Math.addExact(sentimentSum, other.sentimentSum),
                CodeSet.union(items, other.items),
                CodeSet.union(channels, other.channels));
    }

    /** The business day as epoch day. */
    public int day() {
        return day;
    }

    /** How many events of this kind. */
    public int count(EventKind kind) {
        return counts[kind.index()];
    }

    /** The kinds of the day's events. */
    public KindSet kinds() {
        int mask = 0;
        for (int i = 0; i < counts.length; i++) {
            mask |= counts[i] > 0 ? 1 << i : 0;
        }
        return new KindSet(mask);
    }

    /** Whether the day has an event of any of these kinds. */
    public boolean hasAny(Iterable<EventKind> kinds) {
        for (EventKind kind : kinds) {
            if (counts[kind.index()] > 0) {
                return true;
            }
        }
        return false;
    }

    /** Sum of purchase amounts in minor units. */
    public long spendMinor() {
        return spendMinor;
    }

    /** Sum of refund amounts in minor units. */
    public long refundMinor() {
        return refundMinor;
    }

    /** Sum of visit durations in seconds. */
    public long visitSeconds() {
        return visitSeconds;
    }

    /** Sum of NPS answers. */
    public long npsSum() {
        return npsSum;
    }

    /** Sum of tones in thousandths. */
    public long sentimentSum() {
        return sentimentSum;
    }

    /** Codes of distinct items, sorted; not to be changed. */
    public int[] items() {
        return items;
    }

    /** Codes of distinct channels, sorted; not to be changed. */
    public int[] channels() {
        return channels;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LedgerDay that
                && day == that.day
                && Arrays.equals(counts, that.counts)
                && spendMinor == that.spendMinor
                && refundMinor == that.refundMinor
                && visitSeconds == that.visitSeconds
                && npsSum == that.npsSum
                && sentimentSum == that.sentimentSum
                && Arrays.equals(items, that.items)
                && Arrays.equals(channels, that.channels);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * day + Arrays.hashCode(counts)) + Long.hashCode(spendMinor);
    }

    @Override
    public String toString() {
        return "LedgerDay[" + day + ", counts=" + Arrays.toString(counts) + ", spend=" + spendMinor + "]";
    }
}
