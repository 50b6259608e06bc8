package io.perennial.features.spark.table;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Rows of {@link LedgerTable} in Spark's own form. */
public final class LedgerRows {

    private LedgerRows() {}

    /** A row with its month. */
    public static InternalRow row(UTF8String user, LedgerDay day, Months months) {
        int[] counts = new int[EventKind.COUNT];
        for (int kind = 0; kind < counts.length; kind++) {
            counts[kind] = day.count(EventKind.at(kind));
        }
        return new GenericInternalRow(new Object[] {
            user,
            day.day(),
            UnsafeArrayData.fromPrimitiveArray(counts),
            day.spendMinor(),
            day.refundMinor(),
            day.visitSeconds(),
            day.npsSum(),
            day.sentimentSum(),
            UnsafeArrayData.fromPrimitiveArray(day.items()),
            UnsafeArrayData.fromPrimitiveArray(day.channels()),
            months.of(day.day())
        });
    }

    /** The day of a row that has the columns of {@link LedgerTable#SCHEMA} in that order. */
    public static LedgerDay day(InternalRow row) {
        return new LedgerDay(
                row.getInt(1),
                row.getArray(2).toIntArray(),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getArray(8).toIntArray(),
                row.getArray(9).toIntArray());
    }
}
