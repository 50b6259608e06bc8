package io.perennial.features.spark.ingest;

import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.spark.step.Batches;
import io.perennial.features.spark.table.EventTable;
import io.perennial.features.spark.table.LedgerTable;
import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Folds events into ledger days. A user's events of one day must stand together, as the event table's files have them;
 * where they do not, the day comes in several rows, which every reader of the ledger adds up.
 */
record LedgerFold() implements MapPartitionsFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> events) {
        return new Batches<>() {
            private Row first = events.hasNext() ? events.next() : null;

            @Override
            protected boolean advance(Consumer<Row> sink) {
                if (first == null) {
                    return false;
                }
                String user = first.getString(0);
                int day = first.getInt(1);
                LedgerDay sum = LedgerDay.of(day, EventTable.event(first));
                Row next = events.hasNext() ? events.next() : null;
                while (next != null
                        && next.getInt(1) == day
                        && next.getString(0).equals(user)) {
                    sum = sum.plus(LedgerDay.of(day, EventTable.event(next)));
                    next = events.hasNext() ? events.next() : null;
                }
                first = next;
                sink.accept(LedgerTable.row(user, sum));
                return true;
            }
        };
    }
}
