package io.perennial.http.store;

import io.perennial.features.ledger.LedgerDay;

/**
 * What a live event adds to its user's ledger.
 *
 * @param log  zone and currency the event was counted in, such as {@code Europe/London GBP}
 * @param base data hash of the population that answered when the event was accepted, or empty where none did;
 *             {@link #RECORDED_HERE} for what no log will hold
 * @param day  the event's business day with this one event on it
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

    /** Whether it goes when the events of logs of days before one are forgotten. */
    boolean goesBefore(int epochDay) {
        return day.day() < (isRecordedHere() ? epochDay - KEPT_LONGER_DAYS : epochDay);
    }
}
