package io.perennial.features.spark.snapshot;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.spark.step.Batches;
import io.perennial.features.spark.step.PartValues;
import io.perennial.features.spark.step.RowStep;
import io.perennial.features.spark.table.LedgerRows;
import io.perennial.features.time.LearningPlan;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

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
        return new Batches<>() {
            private InternalRow first = rows.hasNext() ? rows.next() : null;

            @Override
            protected boolean advance(Consumer<InternalRow> sink) {
                if (first == null) {
                    tallies.add(new PartValues.Said<>(part, tally));
                    return false;
                }
                snapshots.rows(user(), sink);
                return true;
            }

            private UserLedger user() {
                UTF8String user = first.getUTF8String(0).copy();
                List<LedgerDay> days = new ArrayList<>();
                while (first != null && first.getUTF8String(0).equals(user)) {
                    days.add(LedgerRows.day(first));
                    first = rows.hasNext() ? rows.next() : null;
                }
                return UserLedger.merge(user.toString(), days);
            }
        };
    }
}
