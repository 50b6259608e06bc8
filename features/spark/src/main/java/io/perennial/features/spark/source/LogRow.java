package io.perennial.features.spark.source;

import java.util.Collections;
import java.util.List;

/**
 * One row of a raw log as it stands in its file.
 *
 * @param raw     the row's text, at most {@link #RAW_LIMIT} bytes of it
 * @param values  the values of the asked columns, null where missing; empty where the row could not be read
 * @param high    upper half of the hash of the whole row
 * @param low     lower half of the hash of the whole row
 * @param problem why the row could not be read, or empty
 */
record LogRow(String raw, List<String> values, long high, long low, String problem) {

    LogRow {
        values = Collections.unmodifiableList(values);
    }

    /** How much of a bad row is kept. */
    static final int RAW_LIMIT = 1_024;

    /** A row that could not be read. */
    static LogRow unreadable(String raw, String problem) {
        return new LogRow(raw, List.of(), 0, 0, problem);
    }
}
