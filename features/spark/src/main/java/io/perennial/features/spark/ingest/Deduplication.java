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
        return new Kept(rows);
    }

    /** The events that count, read off the staged ones. */
    private final class Kept extends Batches<InternalRow> {
        private final String part = "users-" + TaskContext.get().partitionId();
        private final Tally tally = new Tally();
        private final Months months = new Months();
        private final Iterator<InternalRow> rows;
        private InternalRow first;
        private UTF8String user = UTF8String.EMPTY_UTF8;
        private int day;

        Kept(Iterator<InternalRow> rows) {
            this.rows = rows;
            this.first = rows.hasNext() ? rows.next().copy() : null;
        }

        @Override
        protected boolean advance(Consumer<InternalRow> sink) {
            if (first == null) {
                tallies.add(new PartValues.Said<>(part, tally));
                return false;
            }
            InternalRow event = first;
            long kept = count(event);
            count(event.getUTF8String(0), event.getInt(1));
            tally.day(event.getInt(StagedEvents.LOG), event.getInt(1));
            InternalRow finished = finished(event, months);
            for (long i = 0; i < kept; i++) {
                sink.accept(finished);
            }
            return true;
        }

        /** Counts users and their days; both come in order. */
        private void count(UTF8String whose, int itsDay) {
            if (!user.equals(whose)) {
                tally.user(itsDay);
            } else if (day != itsDay) {
                tally.laterDay(itsDay);
            }
            user = whose;
            day = itsDay;
        }

        /**
         * Reads on over the copies of an event, those of a file together; gives how many count. Each is booked on its
         * own file, those that count on the file with most.
         */
        private long count(InternalRow event) {
            boolean isRow = event.getInt(StagedEvents.ORDINAL) == 0;
            int richest = event.getInt(StagedEvents.FILE);
            long most = 0;
            InternalRow next = event;
            while (next != null && same(event, next)) {
                int file = next.getInt(StagedEvents.FILE);
                long inFile = 0;
                while (next != null && next.getInt(StagedEvents.FILE) == file && same(event, next)) {
                    inFile++;
                    next = rows.hasNext() ? rows.next() : null;
                }
                tally.count(file, Tally.Count.DUPLICATES, isRow ? inFile : 0);
                richest = inFile > most ? file : richest;
                most = Math.max(most, inFile);
            }
            first = next == null ? null : next.copy();
            long kept = rules.get(event.getInt(StagedEvents.LOG)) == Duplicates.ACROSS_FILES ? most : 1;
            tally.count(richest, Tally.Count.DUPLICATES, isRow ? -kept : 0);
            tally.count(richest, Tally.Count.KEPT, isRow ? kept : 0);
            tally.count(richest, Tally.Count.EVENTS, kept);
            return kept;
        }
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
