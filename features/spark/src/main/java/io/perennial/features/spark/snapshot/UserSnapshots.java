package io.perennial.features.spark.snapshot;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.TrendSequence;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.outcome.Outcome;
import io.perennial.features.time.LearningPlan;
import io.perennial.features.time.OutcomeWindow;
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
        for (LearningPlan.Snapshot snapshot : plan.snapshots()) {
            History history = timeline.asOf(snapshot.asOf());
            if (isEverActive(history)) {
                Object[] cells = cells(ledger, history, SnapshotTable.TRAIN);
                cells[2] = UTF8String.fromString(snapshot.role().name());
                label(cells, ledger, snapshot.asOf());
                sink.accept(new GenericInternalRow(cells));
            }
        }
        Object[] cells = cells(ledger, timeline.asOf(plan.asOf()), SnapshotTable.CURRENT);
        tally.current(DataHash.of(ledger), (boolean) cells[3] ? 1 : 0, (boolean) cells[4] ? 1 : 0);
        sink.accept(new GenericInternalRow(cells));
    }

    private Object[] cells(UserLedger ledger, History history, String part) {
        double[] vector = schema.vector(history);
        Object[] cells = new Object[SnapshotTable.FIRST_FEATURE + vector.length + SnapshotTable.AFTER_FEATURES];
        cells[0] = UTF8String.fromString(ledger.user());
        cells[1] = history.asOf();
        cells[3] = isEligible(history);
        cells[4] = !isEverActive(history);
        for (int i = 0; i < vector.length; i++) {
            cells[SnapshotTable.FIRST_FEATURE + i] = Double.isNaN(vector[i]) ? null : vector[i];
        }
        if (TrendSequence.isCovered(firstDayOfLog, history.asOf())) {
            cells[sequenceAt(cells)] = UnsafeArrayData.fromPrimitiveArray(TrendSequence.of(history, schema.context()));
        }
        cells[cells.length - 1] = UTF8String.fromString(part);
        return cells;
    }

    private static int sequenceAt(Object[] cells) {
        return cells.length - SnapshotTable.AFTER_FEATURES;
    }

    private void label(Object[] cells, UserLedger ledger, int asOf) {
        ChurnRule churn = schema.context().churn();
        Outcome outcome = Outcome.read(ledger, asOf, plan.learned(), churn, schema.value());
        int at = sequenceAt(cells);
        cells[at + 1] = outcome.active();
        cells[at + 2] = outcome.occasions();
        cells[at + 3] = outcome.valueMinor();
        cells[at + 4] = outcome.flooredMinor();
        if (asOf + TrendSequence.FUTURE_BLOCKS * TrendSequence.BLOCK_DAYS <= plan.asOf()) {
            cells[at + 5] = UnsafeArrayData.fromPrimitiveArray(blocks(ledger, asOf));
        }
        boolean eligible = (boolean) cells[3];
        tally.learn(
                asOf,
                new SnapshotTally.Counts(
                        1, eligible ? 1 : 0, eligible && !outcome.active() ? 1 : 0, outcome.flooredMinor()));
    }

    private long[] blocks(UserLedger ledger, int asOf) {
        long[] blocks = new long[TrendSequence.FUTURE_BLOCKS];
        for (int block = 0; block < blocks.length; block++) {
            OutcomeWindow window = new OutcomeWindow(block * TrendSequence.BLOCK_DAYS, TrendSequence.BLOCK_DAYS);
            blocks[block] = Outcome.read(ledger, asOf, window, schema.context().churn(), schema.value())
                    .valueMinor();
        }
        return blocks;
    }

    private boolean isEverActive(History history) {
        return history.lastDay(schema.context().churn().active()) != History.NONE;
    }

    private boolean isEligible(History history) {
        ChurnRule churn = schema.context().churn();
        int last = history.lastDay(churn.active());
        return last != History.NONE && last >= history.asOf() - churn.lookbackDays();
    }
}
