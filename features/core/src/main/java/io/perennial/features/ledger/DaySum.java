package io.perennial.features.ledger;

import io.perennial.features.event.EventKind;

/**
 * A user's business day while its events are being added. Not thread-safe.
 *
 * <p>The order of events does not show in {@link #day()}; a sum that overflows is an error.
 */
public final class DaySum {

    private final int day;
    private final int[] counts = new int[EventKind.COUNT];
    private long spendMinor;
    private long refundMinor;
    private long visitSeconds;
    private long npsSum;
    private long sentimentSum;
    private int[] items = CodeSet.empty();
    private int[] channels = CodeSet.empty();

    /** A day, as epoch day, without events. */
    public DaySum(int day) {
        this.day = day;
    }

    /**
     * Adds an event; what its kind doesn't carry is not looked at.
     *
     * @param amountMinor money of a purchase or refund, minor units
     * @param seconds     duration of a visit
     * @param score       answer of an NPS event, or tone of a sentiment event
     */
    public void add(EventKind kind, long amountMinor, int seconds, int score) {
        counts[kind.index()] = Math.addExact(counts[kind.index()], 1);
        switch (kind) {
            case PURCHASE -> spendMinor = Math.addExact(spendMinor, amountMinor);
            case REFUND -> refundMinor = Math.addExact(refundMinor, amountMinor);
            case VISIT -> visitSeconds = Math.addExact(visitSeconds, seconds);
            case NPS -> npsSum = Math.addExact(npsSum, score);
            case SENTIMENT -> sentimentSum = Math.addExact(sentimentSum, score);
            default -> {
                // The other kinds are counted and carry no number.
            }
        }
    }

    /**
     * Adds what an event was about and where it happened, as UTF-8; empty where the log does not say. Kept are items of
     * {@link LedgerDay#ITEM_KINDS} and channels of {@link LedgerDay#CHANNEL_KINDS}.
     */
    public void add(EventKind kind, byte[] item, byte[] channel) {
        if (item.length > 0 && LedgerDay.ITEM_KINDS.contains(kind)) {
            items = CodeSet.with(items, Code.of(item));
        }
        if (channel.length > 0 && LedgerDay.CHANNEL_KINDS.contains(kind)) {
            channels = CodeSet.with(channels, Code.of(channel));
        }
    }

    /** The day as it stands; later events don't change it. */
    public LedgerDay day() {
        return new LedgerDay(
                day, counts.clone(), spendMinor, refundMinor, visitSeconds, npsSum, sentimentSum, items, channels);
    }
}
