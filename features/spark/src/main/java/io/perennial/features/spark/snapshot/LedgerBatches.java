package io.perennial.features.spark.snapshot;

import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.spark.step.Batches;
import io.perennial.features.spark.table.LedgerRows;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Rows made user by user of ledger rows that are sorted by user. */
abstract class LedgerBatches extends Batches<InternalRow> {

    private final Iterator<InternalRow> rows;
    private InternalRow first;

    LedgerBatches(Iterator<InternalRow> rows) {
        this.rows = rows;
        this.first = next(rows);
    }

    /** Gives the rows of a user. */
    abstract void user(UserLedger ledger, Consumer<InternalRow> sink);

    /** Called once, after the last user. */
    void ended() {}

    @Override
    protected final boolean advance(Consumer<InternalRow> sink) {
        if (first == null) {
            ended();
            return false;
        }
        UTF8String user = first.getUTF8String(0).copy();
        List<LedgerDay> days = new ArrayList<>();
        while (first != null && first.getUTF8String(0).equals(user)) {
            days.add(LedgerRows.day(first));
            first = next(rows);
        }
        user(UserLedger.merge(user.toString(), days), sink);
        return true;
    }

    private static InternalRow next(Iterator<InternalRow> rows) {
        return rows.hasNext() ? rows.next() : null;
    }
}
