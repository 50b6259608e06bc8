package io.perennial.features.spark.ingest;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.DaySum;
import io.perennial.features.spark.step.Batches;
import io.perennial.features.spark.step.RowStep;
import io.perennial.features.spark.table.EventTable;
import io.perennial.features.spark.table.LedgerRows;
import io.perennial.features.spark.table.Months;
import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Folds events into ledger days; reads the columns {@link #COLUMNS}. A user's events of one day must stand together, as
 * the event table's files have them; where they do not, the day comes in several rows, which every reader of the ledger
 * adds up.
 */
record LedgerFold() implements RowStep {

    /** The columns of events that count. */
    static final String[] COLUMNS = {"user", "day", "kind", "amount_minor", "seconds", "score", "item", "channel"};

    @Override
    public Iterator<InternalRow> call(Iterator<InternalRow> events) {
        Months months = new Months();
        return new Batches<>() {
            private InternalRow next = events.hasNext() ? events.next() : null;

            @Override
            protected boolean advance(Consumer<InternalRow> sink) {
                if (next == null) {
                    return false;
                }
                UTF8String user = next.getUTF8String(0).copy();
                int day = next.getInt(1);
                DaySum sum = new DaySum(day);
                while (next != null
                        && next.getInt(1) == day
                        && next.getUTF8String(0).equals(user)) {
                    add(next, sum);
                    next = events.hasNext() ? events.next() : null;
                }
                sink.accept(LedgerRows.row(user, sum.day(), months));
                return true;
            }
        };
    }

    private static void add(InternalRow event, DaySum sum) {
        EventKind kind = EventTable.kind(event.getUTF8String(2));
        sum.add(kind, event.getLong(3), event.getInt(4), event.getInt(5));
        sum.add(kind, event.getUTF8String(6).getBytes(), event.getUTF8String(7).getBytes());
    }
}
