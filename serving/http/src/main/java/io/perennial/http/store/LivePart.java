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

    /** Whether a person recorded it in this server. */
    public boolean isRecordedHere() {
        return base.equals(RECORDED_HERE);
    }
}
