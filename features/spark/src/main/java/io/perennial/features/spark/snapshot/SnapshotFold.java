package io.perennial.features.spark.snapshot;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.spark.step.PartValues;
import io.perennial.features.spark.step.RowStep;
import io.perennial.features.time.LearningPlan;
import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Turns visible ledger rows of whole users, sorted by user, into snapshot rows.
 *
 * @param schema        the feature schema's canonical text
 * @param firstDayOfLog first day of the log, epoch day
 * @param asOf          the day scores speak for, epoch day
 * @param tallies       where each task says what it counted
 */
record SnapshotFold(String schema, int firstDayOfLog, int asOf, PartValues<SnapshotTally> tallies) implements RowStep {

    @Override
    public Iterator<InternalRow> call(Iterator<InternalRow> rows) {
        String part = "users-" + TaskContext.get().partitionId();
        SnapshotTally tally = new SnapshotTally();
        FeatureSchema parsed = FeatureSchema.parse(schema);
        LearningPlan plan = LearningPlan.of(firstDayOfLog, asOf, parsed.window());
        UserSnapshots snapshots = new UserSnapshots(parsed, plan, firstDayOfLog, tally);
        return new LedgerBatches(rows) {
            @Override
            void user(UserLedger ledger, Consumer<InternalRow> sink) {
                snapshots.rows(ledger, sink);
            }

            @Override
            void ended() {
                tallies.add(new PartValues.Said<>(part, tally));
            }
        };
    }
}
