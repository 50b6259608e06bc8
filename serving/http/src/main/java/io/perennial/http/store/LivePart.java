package io.perennial.http.store;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import java.util.stream.Stream;

/**
 * What live events of a day that were counted alike add to their user's ledger; a store keeps one for each event, and
 * adds up those of one kind as it reads them.
 *
 * @param log  zone and currency they were counted in, such as {@code Europe/London GBP}
 * @param base data hash of the population that answered when they were accepted, or empty where none did;
 *             {@link #RECORDED_HERE} for what no log will hold
 * @param day  their business day with these events on it
 */
public record LivePart(String log, String base, LedgerDay day) {

    /** Stands for every population: what a person records in this server, no log brings to any of them. */
    public static final String RECORDED_HERE = "recorded here";

    /** So many days longer than what logs bring is kept what a person recorded here; features count back 84 days. */
    public static final int KEPT_LONGER_DAYS = 365;

    /** Whether a person recorded it in this server. */
    public boolean isRecordedHere() {
        return base.equals(RECORDED_HERE);
    }

    /** How many events it is of. */
    public int events() {
        return Stream.of(EventKind.values()).mapToInt(day::count).sum();
    }

    /** The sum with another part of the same day that was counted alike. */
    LivePart plus(LivePart other) {
        return new LivePart(log, base, day.plus(other.day));
    }

    /** Whether it goes when the events of logs of days before one are forgotten. */
    boolean goesBefore(int epochDay) {
        return day.day() < (isRecordedHere() ? epochDay - KEPT_LONGER_DAYS : epochDay);
    }
}
