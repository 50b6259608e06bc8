package io.perennial.features.spark.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.step.Progress;
import io.perennial.features.spark.step.StepFolder;
import io.perennial.features.spark.table.IngestedLog;
import io.perennial.features.spark.table.LogSummary;
import io.perennial.features.time.LearningPlan;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.features.time.TestDays;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Snapshots of past days as they would have been made on those days, each with what happened afterwards beside it:
 * {@code <day>/snapshots} and {@code <day>/outcomes}. What is learned from reads the first alone.
 */
public final class TestPeriods {

    /** The file that names the days, written last. */
    public static final String NAME = "periods.json";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /**
     * The days of a back-test.
     *
     * @param days        as-ofs, ISO, oldest first
     * @param asked       how many were asked for
     * @param gapDays     gap of the outcome windows
     * @param horizonDays their length
     */
    public record Periods(List<String> days, int asked, int gapDays, int horizonDays) {}

    private final SparkSession spark;
    private final Progress progress;
    private final Snapshots snapshots;

    public TestPeriods(SparkSession spark, Progress progress) {
        this.spark = spark;
        this.progress = progress;
        this.snapshots = new Snapshots(spark, progress);
    }

    /**
     * Computes the periods.
     *
     * @param log    folder written by ingest
     * @param out    folder to write, on this disk or another
     * @param asked  the days; empty for the newest with closed windows
     * @param folds  how many of those
     * @param window gap and horizon
     */
    public Periods run(String log, String out, List<LocalDate> asked, int folds, OutcomeWindow window) {
        IngestedLog source = snapshots.log(log);
        LogSummary summary = source.summary();
        List<Integer> days = asked.isEmpty() ? newest(summary, folds, window) : checked(asked, summary, window);
        FeatureSchema schema = Snapshots.schema(summary, window);
        StepFolder index = folder(out + "/days");
        index.remove(); // until all days are made anew, those of before and after must not be taken for one back-test
        for (int day : days) {
            LocalDate date = LocalDate.ofEpochDay(day);
            snapshots.run(log, out + "/" + date + "/snapshots", Optional.of(date), window);
            outcomes(source, out + "/" + date + "/outcomes", schema, day);
        }
        Periods periods = new Periods(
                days.stream().map(day -> LocalDate.ofEpochDay(day).toString()).toList(),
                asked.isEmpty() ? folds : asked.size(),
                window.gapDays(),
                window.horizonDays());
        return index.make(() -> {
            index.write(NAME, json(periods));
            return periods;
        });
    }

    private void outcomes(IngestedLog source, String out, FeatureSchema schema, int day) {
        StepFolder folder = folder(out);
        LogSummary summary = source.summary();
        OutcomeFold fold =
                new OutcomeFold(schema.canonical(), summary.firstEpochDay(day), day, summary.latestAsOfEpochDay());
        folder.make(() -> {
            Snapshots.rows(snapshots.visible(source.ledger(), summary.latestAsOfEpochDay()), fold, OutcomeTable.SCHEMA)
                    .write()
                    .parquet(folder.inWork("rows"));
            return day;
        });
        progress.say("outcomes after %s are in %s", LocalDate.ofEpochDay(day), folder.place());
    }

    private StepFolder folder(String place) {
        return StepFolder.at(place, spark.sparkContext().hadoopConfiguration());
    }

    private static List<Integer> newest(LogSummary log, int folds, OutcomeWindow window) {
        if (folds < 1) {
            throw new WrongUse("--folds " + folds + " is not a number of periods; give 1 or more");
        }
        List<Integer> days = TestDays.of(log.firstEpochDay(), log.latestAsOfEpochDay(), window, folds);
        if (days.isEmpty()) {
            throw new WrongUse("the log's " + (log.latestAsOfEpochDay() - log.firstEpochDay())
                    + " days are too few for an outcome window of " + window.days()
                    + " days after at least " + LearningPlan.LEAST_HISTORY
                    + " to learn from; take a shorter --horizon");
        }
        return days;
    }

    private static List<Integer> checked(List<LocalDate> asked, LogSummary log, OutcomeWindow window) {
        List<Integer> days = asked.stream()
                .map(date -> Math.toIntExact(date.toEpochDay()))
                .sorted()
                .distinct()
                .toList();
        for (int i = 0; i < days.size(); i++) {
            if (!window.isClosed(days.get(i), log.latestAsOfEpochDay())) {
                throw new WrongUse("outcomes as of " + LocalDate.ofEpochDay(days.get(i)) + " are known on "
                        + LocalDate.ofEpochDay(days.get(i) + window.days()) + ", the log is complete before "
                        + log.latestAsOf() + "; take an --as-of of "
                        + LocalDate.ofEpochDay(log.latestAsOfEpochDay() - window.days()) + " or earlier");
            }
            if (i > 0 && days.get(i) - days.get(i - 1) < window.horizonDays()) {
                throw new WrongUse("the outcome windows as of " + LocalDate.ofEpochDay(days.get(i - 1)) + " and "
                        + LocalDate.ofEpochDay(days.get(i)) + " overlap; take days at least " + window.horizonDays()
                        + " apart");
            }
        }
        days.forEach(day -> Snapshots.asOf(log, Optional.of(LocalDate.ofEpochDay(day))));
        return days;
    }

    private static String json(Periods periods) {
        try {
            return JSON.writeValueAsString(periods) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of days has a JSON form", e);
        }
    }
}
