package io.perennial.features.spark.snapshot;

import io.perennial.command.Build;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.step.MadeBy;
import io.perennial.features.spark.step.PartValues;
import io.perennial.features.spark.step.Progress;
import io.perennial.features.spark.step.RowStep;
import io.perennial.features.spark.step.StepFolder;
import io.perennial.features.spark.step.WrittenTable;
import io.perennial.features.spark.table.IngestedLog;
import io.perennial.features.spark.table.LedgerTable;
import io.perennial.features.spark.table.LogSummary;
import io.perennial.features.time.LearningPlan;
import io.perennial.features.time.OutcomeWindow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Computes all snapshots of a log, in one folder that appears whole or not at all. */
public final class Snapshots {

    private static final MadeBy MADE_BY = new MadeBy(Build.current(), "features 4", SnapshotTable.SCHEMA);

    private static final long ROWS_PER_PARTITION = 250_000;

    private final SparkSession spark;
    private final Progress progress;

    public Snapshots(SparkSession spark, Progress progress) {
        this.spark = spark;
        this.progress = progress;
    }

    /**
     * Computes the snapshots.
     *
     * @param log    folder written by ingest
     * @param out    folder to write; one made of the same inputs is left as it is
     * @param asOf   the day scores speak for, by default the earliest of the logs' last days, at most the day after they are complete
     * @param window gap and horizon of the scores
     */
    public SnapshotPlan run(String log, String out, Optional<LocalDate> asOf, OutcomeWindow window) {
        IngestedLog source = log(log);
        LogSummary summary = source.summary();
        int day = asOf(summary, asOf);
        FeatureSchema schema = schema(summary, window);
        StepFolder folder = StepFolder.at(out, spark.sparkContext().hadoopConfiguration());
        String inputs = MADE_BY.fingerprint(day + "\n" + schema.canonical() + source.hash());
        Optional<SnapshotPlan> done = folder.made(SnapshotPlan.NAME, SnapshotPlan::parse);
        if (done.isPresent() && done.get().inputs().equals(inputs)) {
            progress.say("%s is up to date: same log, as-of, window and build", folder.place());
            return done.get();
        }
        LearningPlan plan = LearningPlan.of(summary.firstEpochDay(day), day, window);
        SnapshotPlan made = folder.make(() -> compute(source, schema, plan, folder, inputs));
        report(made, schema.context().log());
        return made;
    }

    /** What a folder written by ingest holds. */
    IngestedLog log(String log) {
        return IngestedLog.at(log, spark.sparkContext().hadoopConfiguration());
    }

    static int asOf(LogSummary log, Optional<LocalDate> asked) {
        int day = asked.map(date -> Math.toIntExact(date.toEpochDay()))
                .orElse(Math.min(log.lastEpochDay(), log.latestAsOfEpochDay()));
        if (day > log.latestAsOfEpochDay()) {
            throw new WrongUse("as-of " + LocalDate.ofEpochDay(day) + " is after " + log.latestAsOf()
                    + ", the day after the last one the log is known to be complete for; take an earlier --as-of, or"
                    + " state complete_through in [log] of the mapping and run ingest again");
        }
        if (day <= log.firstEpochDay()) {
            throw new WrongUse("as-of " + LocalDate.ofEpochDay(day) + " is not after the log's first day with events, "
                    + log.firstDay() + ", so that nothing is visible; take an --as-of after it, at most "
                    + log.latestAsOf());
        }
        return day;
    }

    static FeatureSchema schema(LogSummary log, OutcomeWindow window) {
        LogSummary.Definition definition = log.definition();
        int lookback = definition.lookbackDays() == null
                ? ChurnRule.defaultLookback(window.horizonDays())
                : definition.lookbackDays();
        ChurnRule churn = new ChurnRule(definition.activeKinds(), lookback);
        return new FeatureSchema(new FeatureContext(definition.log(), churn), window, definition.value());
    }

    private SnapshotPlan compute(
            IngestedLog source, FeatureSchema schema, LearningPlan plan, StepFolder folder, String inputs) {
        LogSummary log = source.summary();
        progress.say(
                "as of %s: %s, %d snapshots to learn from",
                iso(plan.asOf()), plan.rung(), plan.snapshots().size());
        log.stray().ifPresent(days -> progress.say("%s", days));
        int firstDay = log.firstEpochDay(plan.asOf());
        Optional<String> shortage = LearningPlan.shortage(firstDay, plan.asOf(), plan.served());
        shortage.ifPresent(lack -> progress.say("%s", lack));
        PartValues<SnapshotTally> tallies = new PartValues<>();
        spark.sparkContext().register(tallies, "tallies");
        SnapshotFold fold = new SnapshotFold(schema.canonical(), firstDay, plan.asOf(), tallies);
        rows(visible(source.ledger(), plan.asOf()), fold, SnapshotTable.SCHEMA)
                .write()
                .partitionBy(SnapshotTable.PART)
                .parquet(folder.inWork("rows"));
        SnapshotTally total = new SnapshotTally();
        tallies.value().values().forEach(total::add);
        WrittenTable.check(spark, folder.inWork("rows"), SnapshotTable.SCHEMA, total.rows());
        folder.rename("rows/part=" + SnapshotTable.CURRENT, SnapshotTable.CURRENT);
        if (!folder.rename("rows/part=" + SnapshotTable.TRAIN, SnapshotTable.TRAIN)) {
            spark.createDataFrame(List.of(), SnapshotTable.SCHEMA)
                    .drop(SnapshotTable.PART)
                    .write()
                    .parquet(folder.inWork(SnapshotTable.TRAIN));
        }
        folder.delete("rows");
        SnapshotPlan done = plan(schema, plan, shortage.orElse(""), total, source.hash(), inputs);
        folder.write("schema.txt", schema.canonical());
        folder.write(SnapshotPlan.NAME, done.toJson());
        return done;
    }

    /** Nothing on or after the as-of is read, so that it cannot change a byte. */
    Dataset<Row> visible(String ledger, int asOf) {
        return spark.read()
                .schema(LedgerTable.SCHEMA.add(LedgerTable.MONTH, "string"))
                .parquet(ledger)
                .where(functions.col(LedgerTable.MONTH).leq(LedgerTable.month(asOf)))
                .where(functions.col("day").lt(asOf))
                .drop(LedgerTable.MONTH);
    }

    /** The number of parts depends on what is visible and on nothing else, so that files are cut alike everywhere. */
    static Dataset<Row> rows(Dataset<Row> visible, RowStep fold, StructType schema) {
        long rows = visible.count();
        int partitions = (int) Math.max(2, Math.min(4_000, rows / ROWS_PER_PARTITION + 1));
        return fold.over(
                visible.repartition(partitions, functions.col("user")).sortWithinPartitions("user", "day"), schema);
    }

    private static SnapshotPlan plan(
            FeatureSchema schema, LearningPlan plan, String shortage, SnapshotTally total, String log, String inputs) {
        List<SnapshotPlan.Day> days = new ArrayList<>();
        for (LearningPlan.Snapshot snapshot : plan.snapshots()) {
            SnapshotTally.Counts counts = total.of(snapshot.asOf());
            days.add(new SnapshotPlan.Day(
                    iso(snapshot.asOf()),
                    snapshot.role().name(),
                    counts.rows(),
                    counts.eligible(),
                    counts.churned(),
                    counts.flooredMinor()));
        }
        return new SnapshotPlan(
                plan.rung().name(),
                iso(plan.asOf()),
                plan.served().gapDays(),
                plan.served().horizonDays(),
                plan.learned().gapDays(),
                plan.learned().horizonDays(),
                shortage,
                days,
                total.hash().users(),
                total.eligible(),
                total.neverActive(),
                total.hash().hex(),
                schema.fingerprint(),
                log,
                inputs);
    }

    private void report(SnapshotPlan plan, LogDefinition log) {
        for (SnapshotPlan.Day day : plan.snapshots()) {
            progress.say(
                    "%s %s: %,d users, %,d eligible, %.1f %% of them churned",
                    day.asOf(),
                    day.role(),
                    day.rows(),
                    day.eligible(),
                    day.eligible() == 0 ? 0.0 : 100.0 * day.churned() / day.eligible());
        }
        long floored = plan.snapshots().stream()
                .mapToLong(SnapshotPlan.Day::flooredMinor)
                .sum();
        if (floored > 0) {
            progress.say(
                    "refunds of %s %s beyond what was bought in the same outcome window count as nothing, over all"
                            + " windows learned from, which overlap",
                    log.currency(), LogDefinition.written(log.major(floored), log.currency()));
        }
        progress.say(
                "%s current: %,d users, %,d eligible, %,d never active; rung %s",
                plan.asOf(), plan.users(), plan.eligible(), plan.neverActive(), plan.rung());
    }

    private static String iso(int day) {
        return LocalDate.ofEpochDay(day).toString();
    }
}
