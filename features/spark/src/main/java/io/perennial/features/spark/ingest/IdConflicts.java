package io.perennial.features.spark.ingest;

import io.perennial.features.spark.step.Batches;
import io.perennial.features.spark.step.PartValues;
import io.perennial.features.spark.step.RowStep;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Of rows with one id keeps the first where those of its first day are equal, and none where they differ: nobody knows
 * which one is true. Rows of later days that differ take nothing away, because a future row must not undo what was
 * visible before it. Reads staged events of whole ids, sorted by {@link #ORDER}.
 *
 * @param files      paths of the run's files by number
 * @param quarantine folder of the quarantine
 * @param conf       how to reach it
 * @param tallies    where each task says what it counted
 */
record IdConflicts(List<String> files, String quarantine, SerializableConfiguration conf, PartValues<Tally> tallies)
        implements RowStep {

    /** Events of one id stand together by day, copies beside each other; a number first sorts faster than text. */
    static final Column[] ORDER = Stream.concat(
                    Stream.of(functions.xxhash64(functions.col("key"))),
                    Stream.of("log", "key", "day", "high", "low", "ordinal", "file")
                            .map(functions::col))
            .toArray(Column[]::new);

    private static final String REASON = "id repeats with different content";

    @Override
    public Iterator<InternalRow> call(Iterator<InternalRow> rows) {
        return new Settling(rows);
    }

    /** The rows that are kept, id by id; the others are quarantined or counted on the way. */
    private final class Settling extends Batches<InternalRow> {

        private final Iterator<InternalRow> rows;
        private final Tally tally = new Tally();
        private final String part;
        private final Quarantine.Writer bad;
        private InternalRow first;

        Settling(Iterator<InternalRow> rows) {
            TaskContext task = TaskContext.get();
            this.rows = rows;
            this.part = "ids-" + task.partitionId();
            this.bad = new Quarantine.Writer(
                    quarantine, "part-" + part + "-" + task.taskAttemptId() + ".parquet", conf.value());
            this.first = read();
        }

        @Override
        protected boolean advance(Consumer<InternalRow> sink) {
            if (first == null) {
                tally.quarantineFile(bad.close());
                tallies.add(new PartValues.Said<>(part, tally));
                return false;
            }
            settle(first, sink);
            return true;
        }

        private InternalRow read() {
            return rows.hasNext() ? rows.next().copy() : null;
        }

        /** Holds the rows of the first content until the id ends or the same day shows a second content. */
        private void settle(InternalRow begin, Consumer<InternalRow> sink) {
            List<InternalRow> held = new ArrayList<>();
            InternalRow next = begin;
            while (next != null && sameId(begin, next)) {
                boolean differs = !sameContent(begin, next);
                if (differs && sameDay(begin, next)) {
                    held.forEach(this::reject);
                    held.clear();
                }
                if (differs) {
                    reject(next);
                } else {
                    held.add(next);
                }
                next = read();
            }
            first = next;
            keep(held, sink);
        }

        private void keep(List<InternalRow> held, Consumer<InternalRow> sink) {
            int ordinal = -1;
            for (InternalRow row : held) {
                if (row.getInt(StagedEvents.ORDINAL) != ordinal) {
                    ordinal = row.getInt(StagedEvents.ORDINAL);
                    sink.accept(row);
                } else if (ordinal == 0) {
                    tally.count(row.getInt(StagedEvents.FILE), Tally.Count.DUPLICATES, 1);
                }
            }
        }

        private void reject(InternalRow row) {
            if (row.getInt(StagedEvents.ORDINAL) == 0) {
                int file = row.getInt(StagedEvents.FILE);
                String raw = row.getUTF8String(StagedEvents.RAW).toString();
                tally.quarantined(file, REASON, raw);
                bad.add(files.get(file), REASON, raw);
            }
        }
    }

    private static boolean sameId(InternalRow left, InternalRow right) {
        return left.getInt(StagedEvents.LOG) == right.getInt(StagedEvents.LOG)
                && left.getUTF8String(StagedEvents.KEY).equals(right.getUTF8String(StagedEvents.KEY));
    }

    private static boolean sameDay(InternalRow left, InternalRow right) {
        return left.getInt(StagedEvents.DAY) == right.getInt(StagedEvents.DAY);
    }

    private static boolean sameContent(InternalRow left, InternalRow right) {
        return left.getLong(StagedEvents.HIGH) == right.getLong(StagedEvents.HIGH)
                && left.getLong(StagedEvents.LOW) == right.getLong(StagedEvents.LOW);
    }
}
