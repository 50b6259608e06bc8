package io.perennial.features.spark.ingest;

import io.perennial.features.spark.mapping.Mapping;
import io.perennial.features.spark.source.LogFile;
import io.perennial.features.spark.source.LogFiles;
import io.perennial.features.spark.source.OddColumns;
import io.perennial.features.spark.source.RawLog;
import io.perennial.features.spark.step.PartValues;
import io.perennial.features.spark.step.Progress;
import io.perennial.features.spark.step.StepFolder;
import io.perennial.features.spark.step.WrittenTable;
import io.perennial.features.spark.table.AliasFile;
import io.perennial.features.spark.table.EventTable;
import io.perennial.features.spark.table.LedgerTable;
import io.perennial.features.spark.table.LogSummary;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.SerializableConfiguration;

/** Turns raw logs into events, the ledger and the quarantine, in one folder that appears whole or not at all. */
public final class Ingest {

    /** Input bytes one shuffle partition takes; packed files count by what they become. */
    private static final long BYTES_PER_PARTITION = 64L << 20;

    private static final long PACKED_FACTOR = 6;

    private final SparkSession spark;
    private final Progress progress;
    private final Configuration conf;

    public Ingest(SparkSession spark, Progress progress) {
        this.spark = spark;
        this.progress = progress;
        this.conf = spark.sparkContext().hadoopConfiguration();
    }

    /**
     * One log of a run.
     *
     * @param mapping its mapping
     * @param paths   its files, folders or patterns
     */
    public record Source(Mapping mapping, List<String> paths) {
        public Source {
            paths = List.copyOf(paths);
        }
    }

    /**
     * Reads the logs and writes the folder.
     *
     * @param aliases the file of aliases, if there is one
     * @param out     the folder; one made of the same inputs is left as it is
     */
    public LogSummary run(List<Source> sources, Optional<String> aliases, String out) {
        List<Mapping> mappings = new ArrayList<>();
        List<List<LogFile>> files = new ArrayList<>();
        int count = 0;
        for (Source source : sources) {
            mappings.add(source.mapping());
            files.add(LogFiles.find(source.paths(), files.size(), count, conf));
            count += files.get(files.size() - 1).size();
        }
        Optional<LogFile> aliasFile = aliases.map(path -> Aliases.file(spark, path));
        Inputs inputs = new Inputs(mappings, files, aliasFile);
        StepFolder folder = StepFolder.at(out, conf);
        Optional<LogSummary> done = folder.made(LogSummary.NAME, LogSummary::parse);
        if (done.isPresent() && done.get().inputs().equals(inputs.fingerprint())) {
            progress.say("%s is up to date: same mappings, same files, same build", folder.place());
            return done.get();
        }
        return folder.make(() -> read(inputs, folder));
    }

    private LogSummary read(Inputs inputs, StepFolder folder) {
        RunRules rules = RunRules.of(inputs.mappings());
        Dataset<Row> staged = stage(inputs, rules.zone(), folder);
        PartValues<Tally> tallies = inputs.tallies();
        // Nearly every event has a time and an id of its own: a dictionary of them is made to be thrown away.
        byMonth(deduplicated(inputs, staged))
                .option("parquet.enable.dictionary#at_ms", false)
                .option("parquet.enable.dictionary#id", false)
                .parquet(folder.inWork("events"));
        Summing summing = new Summing(inputs, rules, tallies.value());
        WrittenTable.check(spark, folder.inWork("events"), EventTable.SCHEMA, summing.events());
        Quarantine.settle(folder.inWork("quarantine"), tallies.value(), conf);
        LogSummary summary = summing.summary();
        progress.say("%s", summing.law());
        summary.stray().ifPresent(days -> progress.say("%s", days));
        summing.parted().forEach(days -> progress.say("%s", days));
        summary.idleRules().forEach(idle -> tell(idle, summary.hasNone(idle.kind())));
        byMonth(ledger(spark, folder.inWork("events"))).parquet(folder.inWork("ledger"));
        folder.write(LogSummary.NAME, summary.toJson());
        return summary;
    }

    private void tell(LogSummary.RuleEvents idle, boolean isOfNobody) {
        progress.say(
                "mapping %s: rule %s (%s) made no event%s: its 'when' held for no row, or for rows in quarantine alone;"
                        + " mend it, or leave the rule out where the log does not tell",
                idle.mapping(), idle.rule(), idle.kind(), isOfNobody ? ", so nobody counts as having had one" : "");
    }

    private Dataset<Row> stage(Inputs inputs, ZoneId zone, StepFolder folder) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        spark.sparkContext().register(inputs.tallies(), "tallies");
        Map<String, String> aliases =
                inputs.aliases().map(file -> Aliases.read(spark, file)).orElse(Map.of());
        if (!aliases.isEmpty()) {
            folder.write(AliasFile.NAME, AliasFile.toJson(aliases));
        }
        Broadcast<Map<String, String>> broadcast = context.broadcast(aliases);
        SerializableConfiguration hadoop = new SerializableConfiguration(conf);
        String quarantine = folder.inWork("quarantine");
        Dataset<Row> all = spark.createDataFrame(List.of(), StagedEvents.SCHEMA);
        for (int log = 0; log < inputs.mappings().size(); log++) {
            Mapping mapping = inputs.mappings().get(log);
            List<LogFile> files = inputs.files().get(log);
            progress.say(
                    "reading %d %s by mapping %s", files.size(), files.size() == 1 ? "file" : "files", mapping.name());
            Dataset<Row> rows =
                    RawLog.rows(spark, mapping.name(), mapping.layout(), files, RowLayout.asked(mapping), odd(mapping));
            Dataset<Row> staged = new Staging(
                            mapping.name(),
                            mapping.text(),
                            zone,
                            log,
                            inputs.paths(),
                            broadcast,
                            quarantine,
                            hadoop,
                            inputs.tallies())
                    .over(RowLayout.evaluated(mapping, rows), StagedEvents.SCHEMA);
            all = all.union(oneId(inputs, mapping, staged, quarantine, hadoop));
        }
        return all;
    }

    private OddColumns odd(Mapping mapping) {
        return new OddColumns(uneven(mapping), column -> progress.say("mapping %s %s", mapping.name(), column));
    }

    private Consumer<String> uneven(Mapping mapping) {
        return files -> {
            if (mapping.duplicates() != Mapping.Duplicates.ID) {
                progress.say(
                        "mapping %s: %s; rows repeat where all columns are equal, so what both hold counts twice; export"
                                + " anew, or set duplicates = \"id\"",
                        mapping.name(), files);
            }
        };
    }

    private Dataset<Row> oneId(
            Inputs inputs, Mapping mapping, Dataset<Row> staged, String quarantine, SerializableConfiguration hadoop) {
        if (mapping.duplicates() != Mapping.Duplicates.ID) {
            return staged;
        }
        return new IdConflicts(inputs.paths(), quarantine, hadoop, inputs.tallies())
                .over(
                        staged.repartition(partitions(inputs), functions.col("key"))
                                .sortWithinPartitions(IdConflicts.ORDER),
                        StagedEvents.SCHEMA);
    }

    private Dataset<Row> deduplicated(Inputs inputs, Dataset<Row> staged) {
        List<Mapping.Duplicates> rules =
                inputs.mappings().stream().map(Mapping::duplicates).toList();
        return new Deduplication(rules, inputs.tallies())
                .over(
                        staged.repartition(partitions(inputs), functions.col("user"))
                                .sortWithinPartitions(Deduplication.ORDER),
                        EventTable.SCHEMA.add(LedgerTable.MONTH, DataTypes.StringType, false));
    }

    /** The ledger of an event table written by {@link #run}: its files hold each user's day in one piece. */
    public static Dataset<Row> ledger(SparkSession spark, String events) {
        Column[] columns = Arrays.stream(LedgerFold.COLUMNS).map(functions::col).toArray(Column[]::new);
        return new LedgerFold()
                .over(
                        spark.read().schema(EventTable.SCHEMA).parquet(events).select(columns),
                        LedgerTable.SCHEMA.add(LedgerTable.MONTH, DataTypes.StringType, false));
    }

    private static DataFrameWriter<Row> byMonth(Dataset<Row> rows) {
        return rows.write().partitionBy(LedgerTable.MONTH);
    }

    private static int partitions(Inputs inputs) {
        long bytes = inputs.files().stream()
                .flatMap(List::stream)
                .mapToLong(file -> file.path().endsWith(".gz") ? PACKED_FACTOR * file.bytes() : file.bytes())
                .sum();
        return (int) Math.max(2, Math.min(4_000, bytes / BYTES_PER_PARTITION + 1));
    }
}
