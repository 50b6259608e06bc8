package io.perennial.features.spark.snapshot;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.TrendSequence;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.Outcome;
import io.perennial.features.outcome.ValueHorizons;
import io.perennial.features.spark.step.RowStep;
import io.perennial.features.time.OutcomeWindow;
import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Turns ledger rows of whole users, sorted by user, into what happened after a past day.
 *
 * @param schema        the feature schema's canonical text
 * @param firstDayOfLog first day of the log, epoch day
 * @param asOf          the past day, epoch day
 * @param latestAsOf    the day after the last one the log is complete for, epoch day
 */
record OutcomeFold(String schema, int firstDayOfLog, int asOf, int latestAsOf) implements RowStep {

    private static final int YEAR = 365;

    @Override
    public Iterator<InternalRow> call(Iterator<InternalRow> rows) {
        FeatureSchema parsed = FeatureSchema.parse(schema);
        return new LedgerBatches(rows) {
            @Override
            void user(UserLedger ledger, Consumer<InternalRow> sink) {
                if (ledger.days().get(0).day() < asOf) {
                    sink.accept(new GenericInternalRow(cells(ledger, parsed)));
                }
            }
        };
    }

    private Object[] cells(UserLedger ledger, FeatureSchema parsed) {
        OutcomeWindow window = parsed.window();
        Object[] cells = new Object[OutcomeTable.SCHEMA.size()];
        cells[0] = UTF8String.fromString(ledger.user());
        cells[1] = asOf;
        Outcome outcome = read(ledger, asOf, window, parsed);
        put(cells, 2, outcome);
        cells[5] = outcome.flooredMinor();
        if (TrendSequence.isClosed(asOf, latestAsOf)) {
            cells[6] = UnsafeArrayData.fromPrimitiveArray(TrendSequence.future(ledger, asOf, parsed.value()));
        }
        cells[7] = SnapshotTable.firstActiveDay(outcome);
        int horizon = window.horizonDays();
        put(cells, 8, read(ledger, asOf - horizon, new OutcomeWindow(0, horizon), parsed));
        if (asOf - YEAR >= firstDayOfLog && window.days() <= YEAR) {
            put(cells, 11, read(ledger, asOf - YEAR, window, parsed));
        }
        cells[cells.length - 1] = UnsafeArrayData.fromPrimitiveArray(
                ValueHorizons.closed(ledger, asOf, window.gapDays(), latestAsOf, parsed.value()));
        return cells;
    }

    private static Outcome read(UserLedger ledger, int day, OutcomeWindow window, FeatureSchema parsed) {
        return Outcome.read(ledger, day, window, parsed.context().churn(), parsed.value());
    }

    private static void put(Object[] cells, int at, Outcome outcome) {
        cells[at] = outcome.active();
        cells[at + 1] = outcome.occasions();
        cells[at + 2] = outcome.valueMinor();
    }
}
