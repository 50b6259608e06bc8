package io.perennial.features.spark.ingest;

import io.perennial.features.spark.mapping.Mapping;
import io.perennial.features.spark.mapping.Mappings;
import io.perennial.features.spark.step.Batches;
import io.perennial.features.spark.step.PartValues;
import io.perennial.features.spark.step.RowStep;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Turns evaluated rows of one log into staged events; counts every row once, as event row, ignored or quarantined.
 *
 * @param name       the mapping's name
 * @param text       the mapping's text; read again in each task
 * @param zone       the zone of the run
 * @param log        which of the run's logs
 * @param files      paths of the run's files by number
 * @param aliases    the user each alias stands for
 * @param quarantine folder of the quarantine
 * @param conf       how to reach it
 * @param tallies    where each task says what it counted
 */
record Staging(
        String name,
        String text,
        ZoneId zone,
        int log,
        List<String> files,
        Broadcast<Map<String, String>> aliases,
        String quarantine,
        SerializableConfiguration conf,
        PartValues<Tally> tallies)
        implements RowStep {

    @Override
    public Iterator<InternalRow> call(Iterator<InternalRow> rows) {
        TaskContext task = TaskContext.get();
        String part = "log-" + log + "-" + task.partitionId();
        Mapping mapping = Mappings.parse(name, text);
        Tally tally = new Tally();
        Quarantine.Writer bad = new Quarantine.Writer(
                quarantine, "part-" + part + "-" + task.taskAttemptId() + ".parquet", conf.value());
        RowToEvents converter = new RowToEvents(mapping, zone, log, aliases.value(), tally);
        return new Batches<>() {
            @Override
            protected boolean advance(Consumer<InternalRow> sink) {
                if (!rows.hasNext()) {
                    tally.quarantineFile(bad.close());
                    tallies.add(new PartValues.Said<>(part, tally));
                    return false;
                }
                stage(rows.next(), converter, tally, bad).forEach(sink);
                return true;
            }
        };
    }

    private List<InternalRow> stage(InternalRow row, RowToEvents converter, Tally tally, Quarantine.Writer bad) {
        int file = row.getInt(RowLayout.FILE);
        tally.count(file, Tally.Count.ROWS, 1);
        try {
            List<InternalRow> events = converter.events(row);
            tally.count(file, Tally.Count.IGNORED, events.isEmpty() ? 1 : 0);
            return events;
        } catch (BadRow e) {
            String raw = row.getUTF8String(RowLayout.RAW).toString();
            tally.quarantined(file, e.getMessage(), raw);
            bad.add(files.get(file), e.getMessage(), raw);
            return List.of();
        }
    }
}
