package io.perennial.features.spark.snapshot;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.TrendSequence;
import io.perennial.features.feature.UserSnapshot;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.Outcome;
import io.perennial.features.outcome.ValueHorizons;
import io.perennial.features.time.LearningPlan;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** All snapshot rows of one user in one pass over the user's days. */
final class UserSnapshots {

    private final FeatureSchema schema;
    private final LearningPlan plan;
    private final int firstDayOfLog;
    private final SnapshotTally tally;

    UserSnapshots(FeatureSchema schema, LearningPlan plan, int firstDayOfLog, SnapshotTally tally) {
        this.schema = schema;
        this.plan = plan;
        this.firstDayOfLog = firstDayOfLog;
        this.tally = tally;
    }

    /** Gives the rows of a user; the ledger holds visible days only. */
    void rows(UserLedger ledger, Consumer<InternalRow> sink) {
        History.Timeline timeline = History.timeline(ledger);
        for (LearningPlan.Snapshot day : plan.snapshots()) {
            UserSnapshot past = UserSnapshot.of(timeline.asOf(day.asOf()), schema, firstDayOfLog);
            if (past.everActive()) {
                Object[] cells = cells(ledger, past, SnapshotTable.TRAIN);
                cells[2] = UTF8String.fromString(day.role().name());
                label(cells, ledger, past);
                sink.accept(new GenericInternalRow(cells));
            }
        }
        UserSnapshot now = UserSnapshot.of(timeline.asOf(plan.asOf()), schema, firstDayOfLog);
        tally.current(DataHash.of(ledger), now.eligible() ? 1 : 0, now.everActive() ? 0 : 1);
        sink.accept(new GenericInternalRow(cells(ledger, now, SnapshotTable.CURRENT)));
    }

    private static Object[] cells(UserLedger ledger, UserSnapshot snapshot, String part) {
        double[] vector = snapshot.features();
        Object[] cells = new Object[SnapshotTable.FIRST_FEATURE + vector.length + SnapshotTable.AFTER_FEATURES];
        cells[0] = UTF8String.fromString(ledger.user());
        cells[1] = snapshot.asOf();
        cells[3] = snapshot.eligible();
        cells[4] = !snapshot.everActive();
        for (int i = 0; i < vector.length; i++) {
            cells[SnapshotTable.FIRST_FEATURE + i] = Double.isNaN(vector[i]) ? null : vector[i];
        }
        if (snapshot.sequence() != null) {
            cells[sequenceAt(cells)] = UnsafeArrayData.fromPrimitiveArray(snapshot.sequence());
        }
        cells[cells.length - 1] = UTF8String.fromString(part);
        return cells;
    }

    private static int sequenceAt(Object[] cells) {
        return cells.length - SnapshotTable.AFTER_FEATURES;
    }

    private void label(Object[] cells, UserLedger ledger, UserSnapshot past) {
        Outcome outcome = Outcome.read(
                ledger, past.asOf(), plan.learned(), schema.context().churn(), schema.value());
        int at = sequenceAt(cells);
        cells[at + 1] = outcome.active();
        cells[at + 2] = outcome.occasions();
        cells[at + 3] = outcome.valueMinor();
        cells[at + 4] = outcome.flooredMinor();
        if (TrendSequence.isClosed(past.asOf(), plan.asOf())) {
            cells[at + 5] =
                    UnsafeArrayData.fromPrimitiveArray(TrendSequence.future(ledger, past.asOf(), schema.value()));
        }
        cells[at + 6] = SnapshotTable.firstActiveDay(outcome);
        cells[at + 7] = UnsafeArrayData.fromPrimitiveArray(
                ValueHorizons.closed(ledger, past.asOf(), plan.learned().gapDays(), plan.asOf(), schema.value()));
        boolean churned = past.eligible() && !outcome.active();
        tally.learn(
                past.asOf(),
                new SnapshotTally.Counts(1, past.eligible() ? 1 : 0, churned ? 1 : 0, outcome.flooredMinor()));
    }
}
