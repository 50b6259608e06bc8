package io.perennial.features.spark.ingest;

import io.perennial.features.spark.step.Batches;
import io.perennial.features.spark.step.PartValues;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Of rows with one id keeps the first where all are equal, and none where they differ: nobody knows which one is true.
 * Reads staged events of whole ids, sorted by {@link #ORDER}.
 *
 * @param files      paths of the run's files by number
 * @param quarantine folder of the quarantine
 * @param conf       how to reach it
 * @param tallies    where each task says what it counted
 */
record IdConflicts(List<String> files, String quarantine, SerializableConfiguration conf, PartValues<Tally> tallies)
        implements MapPartitionsFunction<Row, Row> {

    /** Events of one id stand together, copies of one event next to each other; a number first sorts faster than text. */
    static final Column[] ORDER = Stream.concat(
                    Stream.of(functions.xxhash64(functions.col("key"))),
                    Stream.of("log", "key", "high", "low", "ordinal", "file").map(functions::col))
            .toArray(Column[]::new);

    private static final String REASON = "id repeats with different content";

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        TaskContext task = TaskContext.get();
        String part = "ids-" + task.partitionId();
        Tally tally = new Tally();
        Quarantine.Writer bad = new Quarantine.Writer(
                quarantine, "part-" + part + "-" + task.taskAttemptId() + ".parquet", conf.value());
        return new Batches<>() {
            private Row first = rows.hasNext() ? rows.next() : null;

            @Override
            protected boolean advance(Consumer<Row> sink) {
                if (first == null) {
                    tally.quarantineFile(bad.close());
                    tallies.add(new PartValues.Said<>(part, tally));
                    return false;
                }
                settle(first, sink);
                return true;
            }

            /** Holds the rows of the first content until the id ends or a second content shows. */
            private void settle(Row begin, Consumer<Row> sink) {
                List<Row> held = new ArrayList<>();
                boolean conflict = false;
                Row next = begin;
                while (next != null && sameId(begin, next)) {
                    if (!conflict && !sameContent(begin, next)) {
                        conflict = true;
                        held.forEach(this::reject);
                        held.clear();
                    }
                    if (conflict) {
                        reject(next);
                    } else {
                        held.add(next);
                    }
                    next = rows.hasNext() ? rows.next() : null;
                }
                first = next;
                keep(held, sink);
            }

            private void keep(List<Row> held, Consumer<Row> sink) {
                int ordinal = -1;
                for (Row row : held) {
                    if (row.getInt(StagedEvents.ORDINAL) != ordinal) {
                        ordinal = row.getInt(StagedEvents.ORDINAL);
                        sink.accept(row);
                    } else if (ordinal == 0) {
                        tally.count(row.getInt(StagedEvents.FILE), Tally.Count.DUPLICATES, 1);
                    }
                }
            }

            private void reject(Row row) {
                if (row.getInt(StagedEvents.ORDINAL) == 0) {
                    int file = row.getInt(StagedEvents.FILE);
                    tally.quarantined(file, REASON, row.getString(StagedEvents.RAW));
                    bad.add(files.get(file), REASON, row.getString(StagedEvents.RAW));
                }
            }
        };
    }

    private static boolean sameId(Row left, Row right) {
        return left.getInt(StagedEvents.LOG) == right.getInt(StagedEvents.LOG)
                && left.getString(StagedEvents.KEY).equals(right.getString(StagedEvents.KEY));
    }

    private static boolean sameContent(Row left, Row right) {
        return left.getLong(StagedEvents.HIGH) == right.getLong(StagedEvents.HIGH)
                && left.getLong(StagedEvents.LOW) == right.getLong(StagedEvents.LOW);
    }
}
