package io.perennial.batch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.perennial.features.failure.RowForm;
import io.perennial.features.spark.table.LogSummary;
import io.perennial.scoring.population.LogAccount;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Makes the account of a log's rows that travels with the bundle.
 *
 * @param log        what ingest said of the log
 * @param quarantine folder of the rows that could not be used
 */
record LogAccounting(LogSummary log, String quarantine) {

    /** The account of a batch: its scores as of a day, of data with this hash. */
    LogAccount account(SparkSession spark, Snapshot snapshot, ScoresSummary scores) {
        return new LogAccount(
                snapshot.asOf(),
                snapshot.dataHash(),
                rows(),
                causes(spark),
                log.files().stream().map(this::rows).toList(),
                log.logs().stream().map(LogAccounting::days).toList(),
                log.definition().carried(),
                log.users(),
                log.aliasesResolved(),
                new LogAccount.Explaining(scores.explained(), scores.withheld(), scores.largestDifference()));
    }

    private LogAccount.Rows rows() {
        return new LogAccount.Rows(
                log.rows(), log.keptRows(), log.ignored(), log.duplicates(), log.quarantined(), log.events());
    }

    private List<LogAccount.Cause> causes(SparkSession spark) {
        Map<String, List<String>> examples = log.quarantined() == 0 ? Map.of() : examples(spark);
        List<LogAccount.Cause> causes = new ArrayList<>();
        log.quarantinedByReason()
                .forEach((reason, rows) ->
                        causes.add(new LogAccount.Cause(reason, rows, examples.getOrDefault(reason, List.of()))));
        causes.sort(
                Comparator.comparingLong(LogAccount.Cause::rows).reversed().thenComparing(LogAccount.Cause::reason));
        return causes;
    }

    /** The forms of the least and the largest row of each reason: the same two however the table lies in files. */
    private Map<String, List<String>> examples(SparkSession spark) {
        Map<String, List<String>> examples = new TreeMap<>();
        List<Row> found = spark.read()
                .parquet(quarantine)
                .groupBy(col("reason"))
                .agg(min(col("raw")), max(col("raw")))
                .collectAsList();
        found.forEach(row -> examples.put(
                row.getString(0),
                Stream.of(row.getString(1), row.getString(2))
                        .map(RowForm::of)
                        .distinct()
                        .toList()));
        return examples;
    }

    private LogAccount.FileRows rows(LogSummary.FileRows file) {
        return new LogAccount.FileRows(
                toldApart(file.path()),
                new LogAccount.Rows(
                        file.rows(),
                        file.keptRows(),
                        file.ignored(),
                        file.duplicates(),
                        file.quarantined(),
                        file.events()));
    }

    /** A file's name, with the one folder it lies in where another file is called the same. */
    private String toldApart(String path) {
        String name = name(path);
        long alike = log.files().stream()
                .filter(other -> name(other.path()).equals(name))
                .count();
        int folder = path.lastIndexOf('/') < 0 ? -1 : path.lastIndexOf('/', path.lastIndexOf('/') - 1);
        return alike > 1 ? path.substring(folder + 1) : name;
    }

    /** A file's name: its folders are of the machine that ran, and nobody else's. */
    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static LogAccount.LogDays days(LogSummary.LogSpan span) {
        LocalDate last = LocalDate.parse(span.lastDay());
        LocalDate complete = span.completeThrough() == null ? last : LocalDate.parse(span.completeThrough());
        return new LogAccount.LogDays(name(span.mapping()), LocalDate.parse(span.firstDay()), last, complete);
    }
}
