package io.perennial.features.spark.ingest;

import io.perennial.features.spark.mapping.Mapping.Duplicates;
import io.perennial.features.spark.step.Batches;
import io.perennial.features.spark.step.PartValues;
import io.perennial.features.spark.step.RowStep;
import io.perennial.features.spark.table.Months;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Keeps each event as often as its log's rule says. Reads staged events of whole users, sorted by {@link #ORDER}.
 *
 * @param rules   by log, which rows count once
 * @param tallies where each task says what it counted
 */
record Deduplication(List<Duplicates> rules, PartValues<Tally> tallies) implements RowStep {

    /** Equal events stand together, and by file among themselves; a number first sorts faster than text. */
    static final Column[] ORDER = Stream.concat(
                    Stream.of(functions.xxhash64(functions.col("user"))),
                    Stream.of("user", "day", "at_ms", "log", "high", "low", "ordinal", "file")
                            .map(functions::col))
            .toArray(Column[]::new);

    @Override
    public Iterator<InternalRow> call(Iterator<InternalRow> rows) {
        String part = "users-" + TaskContext.get().partitionId();
        Tally tally = new Tally();
        Months months = new Months();
        return new Batches<>() {
            private InternalRow first = rows.hasNext() ? rows.next().copy() : null;
            private UTF8String user = UTF8String.EMPTY_UTF8;

            @Override
            protected boolean advance(Consumer<InternalRow> sink) {
                if (first == null) {
                    tallies.add(new PartValues.Said<>(part, tally));
                    return false;
                }
                InternalRow event = first;
                keep(event, copies(event), sink);
                return true;
            }

            /** Reads on over the copies of an event; how many of them count. */
            private long copies(InternalRow event) {
                long all = 0;
                long most = 0;
                long inFile = 0;
                int file = event.getInt(StagedEvents.FILE);
                InternalRow next = event;
                while (next != null && same(event, next)) {
                    inFile = next.getInt(StagedEvents.FILE) == file ? inFile + 1 : 1;
                    file = next.getInt(StagedEvents.FILE);
                    most = Math.max(most, inFile);
                    all++;
                    next = rows.hasNext() ? rows.next() : null;
                }
                first = next == null ? null : next.copy();
                long kept = rules.get(event.getInt(StagedEvents.LOG)) == Duplicates.ACROSS_FILES ? most : 1;
                if (event.getInt(StagedEvents.ORDINAL) == 0) {
                    tally.count(event.getInt(StagedEvents.FILE), Tally.Count.DUPLICATES, all - kept);
                    tally.count(event.getInt(StagedEvents.FILE), Tally.Count.KEPT, kept);
                }
                return kept;
            }

            private void keep(InternalRow event, long copies, Consumer<InternalRow> sink) {
                if (!user.equals(event.getUTF8String(0))) {
                    user = event.getUTF8String(0);
                    tally.user();
                }
                tally.count(event.getInt(StagedEvents.FILE), Tally.Count.EVENTS, copies);
                tally.day(event.getInt(StagedEvents.LOG), event.getInt(1));
                InternalRow kept = finished(event, months);
                for (long i = 0; i < copies; i++) {
                    sink.accept(kept);
                }
            }
        };
    }

    private static InternalRow finished(InternalRow event, Months months) {
        Object[] cells = new Object[StagedEvents.FILE + 1];
        for (int i = 0; i < StagedEvents.FILE; i++) {
            cells[i] = event.get(i, StagedEvents.SCHEMA.apply(i).dataType());
        }
        cells[StagedEvents.FILE] = months.of(event.getInt(1));
        return new GenericInternalRow(cells);
    }

    private static boolean same(InternalRow left, InternalRow right) {
        return left.getLong(StagedEvents.HIGH) == right.getLong(StagedEvents.HIGH)
                && left.getLong(StagedEvents.LOW) == right.getLong(StagedEvents.LOW)
                && left.getInt(StagedEvents.ORDINAL) == right.getInt(StagedEvents.ORDINAL)
                && left.getInt(StagedEvents.LOG) == right.getInt(StagedEvents.LOG)
                && left.getLong(2) == right.getLong(2)
                && left.getUTF8String(0).equals(right.getUTF8String(0));
    }
}
