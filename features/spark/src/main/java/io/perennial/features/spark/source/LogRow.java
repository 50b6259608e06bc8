package io.perennial.features.spark.source;

import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One row of a raw log as it stands in its file.
 *
 * @param raw     the row's text, at most {@link #RAW_LIMIT} bytes of it
 * @param values  the values of the asked columns, null where missing; empty where the row could not be read
 * @param high    upper half of the hash of the whole row
 * @param low     lower half of the hash of the whole row
 * @param problem why the row could not be read, or empty
 */
record LogRow(UTF8String raw, List<UTF8String> values, long high, long low, String problem) {

    LogRow {
        values = Collections.unmodifiableList(values);
    }

    /** How much of a bad row is kept. */
    static final int RAW_LIMIT = 1_024;

    /** A row that could not be read. */
    static LogRow unreadable(UTF8String raw, String problem) {
        return new LogRow(raw, List.of(), 0, 0, problem);
    }

    /** The row of a table whose first columns are the asked ones. */
    InternalRow row(int columns, int file) {
        Object[] cells = new Object[columns + 5];
        for (int i = 0; i < values.size(); i++) {
            cells[i] = values.get(i);
        }
        cells[columns] = file;
        cells[columns + 1] = high;
        cells[columns + 2] = low;
        cells[columns + 3] = raw;
        cells[columns + 4] = problem.isEmpty() ? UTF8String.EMPTY_UTF8 : UTF8String.fromString(problem);
        return new GenericInternalRow(cells);
    }
}
