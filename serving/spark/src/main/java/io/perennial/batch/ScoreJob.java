package io.perennial.batch;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.step.Obstacles;
import io.perennial.features.spark.step.OneWriter;
import io.perennial.features.spark.step.Progress;
import io.perennial.features.spark.step.StepFolder;
import io.perennial.features.spark.step.WrittenTable;
import io.perennial.features.spark.table.AliasFile;
import io.perennial.features.spark.table.IngestedLog;
import io.perennial.features.spark.table.LogSummary;
import io.perennial.scoring.population.AliasTable;
import io.perennial.scoring.population.PopulationHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Scores everybody with a visible event before the as-of: one row a user, in ascending order of users.
 *
 * <p>Every row is computed by one task from one row, and totals are added up in the order of users, so neither
 * partitions nor threads can show in what is written.
 */
final class ScoreJob {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private static final long USERS_IN_ONE_FILE = 1_000_000;
    private static final long USERS_IN_ONE_TASK = 50_000;
    private static final String PARTS = "spark.sql.shuffle.partitions";

    private final SparkSession spark;
    private final ScoreRequest request;
    private final Products products;
    private final Progress progress;

    ScoreJob(SparkSession spark, ScoreRequest request, Progress progress) {
        this.spark = spark;
        this.request = request;
        this.products = Products.in(request.out(), request.csv());
        this.progress = progress;
    }

    /**
     * Writes scores, bundle and summary.
     *
     * @throws io.perennial.features.spark.step.StepFailed where another process writes there, or the machine refuses
     */
    ScoresSummary run() {
        return OneWriter.make(request.out().resolve("scores"), this::scoreOrDiscard);
    }

    private ScoresSummary scoreOrDiscard() {
        try {
            return score();
        } catch (Exception e) { // Spark throws checked ones that no signature names
            throw failed(e);
        }
    }

    private RuntimeException failed(Exception failure) {
        RuntimeException told = Obstacles.told(failure, request.out().toString());
        products.discard(told);
        return told;
    }

    private ScoresSummary score() throws IOException {
        Snapshot snapshot =
                Snapshot.read(request.snapshots(), spark.sparkContext().hadoopConfiguration());
        IngestedLog log = log(snapshot);
        Champions champions = Champions.of(request.registry(), request.grades());
        champions.scorer(snapshot.schema());
        progress.say("scoring with %s as of %s", champions.versions(), snapshot.asOf());
        products.begin();
        long users = spark.read().parquet(snapshot.current()).count();
        partFor(users);
        Dataset<Row> joined = JoinedRows.of(spark, snapshot.current(), log.ledger(), snapshot.asOf());
        Explaining explaining = explaining(joined, champions, snapshot, users);
        Dataset<Row> scored = scored(joined, champions, snapshot, explaining).persist(StorageLevel.MEMORY_AND_DISK());
        // By all tasks at once: the write of one file would compute all parts one after another.
        scored.count();
        writeScores(scored, users);
        LogAccounting accounting = new LogAccounting(log.summary(), log.folder().inPlace("quarantine"));
        ScoresSummary summary = new ScoreFiles(
                        products,
                        header(log.summary(), snapshot, champions),
                        aliases(log.folder()),
                        counted -> accounting.account(spark, snapshot, counted))
                .write(scored.toLocalIterator());
        scored.unpersist();
        WrittenTable.check(spark, scoresInWork(), ScoredRow.scores(), summary.users());
        writeSummary(summary, snapshot, champions);
        products.publish();
        progress.say("wrote %s", products.scores().place());
        return summary;
    }

    /** As many parts as keep each small enough for a task's memory, and for the driver, which reads one after another. */
    private void partFor(long users) {
        long parts = Math.max(Long.parseLong(spark.conf().get(PARTS)), users / USERS_IN_ONE_TASK);
        spark.conf().set(PARTS, parts);
    }

    /** The log, which must be the one the snapshots were made of: days and features of two would stand in one row. */
    private IngestedLog log(Snapshot snapshot) {
        IngestedLog log = IngestedLog.at(request.log(), spark.sparkContext().hadoopConfiguration());
        if (!log.hash().equals(snapshot.log())) {
            throw new WrongUse("snapshots " + request.snapshots() + " were not made of log " + request.log()
                    + " as it is now; make them again: perennial features --log " + request.log() + " --out "
                    + request.snapshots());
        }
        return log;
    }

    private static Dataset<Row> scored(
            Dataset<Row> joined, Champions champions, Snapshot snapshot, Explaining explaining) {
        StructType rows = joined.schema();
        StructType out = ScoredRow.schema(rows.apply(JoinedRows.DAYS).dataType());
        ScoringTask task = new ScoringTask(champions, snapshot.schema(), rows, explaining);
        return joined.mapPartitions(task, Encoders.row(out));
    }

    /** The top tenth is known only once everybody is scored: then the cheap part is done twice. */
    private Explaining explaining(Dataset<Row> joined, Champions champions, Snapshot snapshot, long users) {
        Explained whom = request.explained().orElse(Explained.byDefault(users));
        double leastLoss = whom == Explained.AT_RISK
                ? leastLossOfTopTenth(joined, champions, snapshot, users)
                : Double.POSITIVE_INFINITY;
        return new Explaining(whom, leastLoss);
    }

    private static double leastLossOfTopTenth(Dataset<Row> joined, Champions champions, Snapshot snapshot, long users) {
        Explaining nobody = new Explaining(Explained.NONE, Double.POSITIVE_INFINITY);
        Column loss = col("expected_loss");
        // Kept, since the sort reads them twice; by index, since a limit would bring the whole tenth to the driver.
        Dataset<Row> losses = scored(joined, champions, snapshot, nobody)
                .select(loss)
                .where(loss.isNotNull())
                .persist(StorageLevel.MEMORY_AND_DISK());
        long last = Math.max(0, users / 10 - 1);
        List<Row> least = losses.orderBy(loss.desc())
                .javaRDD()
                .zipWithIndex()
                .filter(ranked -> ranked._2() == last)
                .keys()
                .collect();
        losses.unpersist();
        // Where fewer than a tenth have a loss, all of these are among the tenth.
        return least.isEmpty() ? Double.NEGATIVE_INFINITY : least.get(0).getDouble(0);
    }

    private void writeScores(Dataset<Row> scored, long users) {
        Column[] columns = List.of(ScoredRow.scores().fieldNames()).stream()
                .map(org.apache.spark.sql.functions::col)
                .toArray(Column[]::new);
        Dataset<Row> table = scored.select(columns);
        // One file where it stays handy: whoever reads it gets the order of users without sorting.
        (users <= USERS_IN_ONE_FILE ? table.coalesce(1) : table).write().parquet(scoresInWork());
    }

    private String scoresInWork() {
        return new org.apache.hadoop.fs.Path(products.scores().work().toUri()).toString();
    }

    private static AliasTable aliases(StepFolder log) {
        return log.read(AliasFile.NAME)
                .map(json -> AliasTable.of(AliasFile.parse(log.inPlace(AliasFile.NAME), json)))
                .orElse(AliasTable.none());
    }

    private static PopulationHeader header(LogSummary log, Snapshot snapshot, Champions champions) {
        return PopulationHeader.of(
                snapshot.schema(),
                LocalDate.ofEpochDay(
                        log.firstEpochDay(Math.toIntExact(snapshot.asOf().toEpochDay()))),
                snapshot.asOf(),
                snapshot.dataHash(),
                champions.grades().thresholds(),
                champions.digests());
    }

    private void writeSummary(ScoresSummary summary, Snapshot snapshot, Champions champions) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("as_of", snapshot.asOf().toString());
        members.put("data_hash", snapshot.dataHash());
        members.putAll(snapshot.frame());
        members.put("models", champions.versions());
        members.put("grades_begin", champions.grades());
        members.putAll(summary.members());
        Files.writeString(products.summary().work(), JSON.writeValueAsString(members));
    }
}
