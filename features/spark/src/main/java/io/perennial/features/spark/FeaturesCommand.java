package io.perennial.features.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.features.feature.FeatureTable;
import io.perennial.features.feature.Language;
import io.perennial.features.spark.mapping.Days;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.snapshot.Snapshots;
import io.perennial.features.spark.snapshot.TestPeriods;
import io.perennial.features.spark.step.Progress;
import io.perennial.features.time.OutcomeWindow;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Computes snapshots of a ledger, or prints the catalogue of features. */
@Command(
        name = "features",
        description = "Computes all features of all users for every day to learn from and for the as-of.",
        mixinStandardHelpOptions = true)
final class FeaturesCommand implements Callable<Integer> {

    @Option(names = "--log", paramLabel = "DIR", description = "Folder written by ingest, such as run/log.")
    private String log;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder to write, such as run/snapshots.")
    private String out;

    @Option(
            names = "--as-of",
            paramLabel = "DAY",
            split = ",",
            description = "Day the scores speak for; nothing on or after it is seen. Default: the earliest of the logs'"
                    + " last days with events. With --labels: several past days, separated by commas.")
    private List<LocalDate> asOf = List.of();

    @Option(
            names = "--labels",
            description =
                    "Past days with what happened afterwards, for back-tests: OUT/DAY/snapshots and OUT/DAY/outcomes.")
    private boolean labels;

    @Option(
            names = "--folds",
            paramLabel = "N",
            description =
                    "With --labels and without --as-of: the newest N days whose outcomes are known, one horizon apart.")
    private Integer folds;

    @Option(
            names = "--gap",
            paramLabel = "DAYS",
            defaultValue = "3d",
            description = "Days between as-of and outcome window, default ${DEFAULT-VALUE}.")
    private String gap;

    @Option(
            names = "--horizon",
            paramLabel = "DAYS",
            defaultValue = "90d",
            description = "Length of the outcome window, default ${DEFAULT-VALUE}.")
    private String horizon;

    @Option(names = "--list", description = "Print the catalogue of features and do nothing else.")
    private boolean list;

    @Option(names = "--json", description = "With --list: as JSON instead of a table.")
    private boolean json;

    @Option(names = "--lang", paramLabel = "en|zh", description = "With --list: its language.")
    private Language language;

    @Override
    public Integer call() throws IOException {
        if (list) {
            PrintStream stdout = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            Language told = language == null ? Language.EN : language;
            stdout.print(json ? catalogueJson(told) : FeatureTable.tsv(told));
            return 0;
        }
        refuseIdleOptions();
        if (log == null || out == null) {
            throw new WrongUse("--log and --out are needed, such as --log run/log --out run/snapshots; or --list");
        }
        OutcomeWindow window = window();
        if (!labels && asOf.size() > 1) {
            throw new WrongUse("--as-of names " + asOf.size() + " days; one is scored, several are for --labels");
        }
        try (SparkSession spark = SparkSessions.open("perennial features")) {
            Progress progress = new Progress("features", System.err);
            if (labels) {
                new TestPeriods(spark, progress).run(log, out, asOf, folds == null ? 1 : folds, window);
            } else {
                new Snapshots(spark, progress).run(log, out, asOf.stream().findFirst(), window);
            }
        }
        return 0;
    }

    /** An option that would be read and then not looked at is a mistake of who gave it. */
    private void refuseIdleOptions() {
        if (json || language != null) {
            throw new WrongUse((json ? "--json" : "--lang") + " is for --list; add it, or leave the option out");
        }
        if (folds != null && (!labels || !asOf.isEmpty())) {
            throw new WrongUse("--folds is for --labels without --as-of: "
                    + (labels ? "--as-of names the days already" : "one day is scored without --labels"));
        }
    }

    private OutcomeWindow window() {
        try {
            return new OutcomeWindow(Days.parse(gap, "--gap"), Days.parse(horizon, "--horizon"));
        } catch (IllegalArgumentException e) {
            throw new WrongUse(e.getMessage(), e);
        }
    }

    private String catalogueJson(Language told) throws JsonProcessingException {
        List<String> keys = FeatureTable.header(Language.EN);
        List<Map<String, String>> features = FeatureTable.rows(told).stream()
                .map(row -> {
                    Map<String, String> feature = new LinkedHashMap<>();
                    for (int i = 0; i < keys.size(); i++) {
                        feature.put(keys.get(i).replace(' ', '_'), row.get(i));
                    }
                    return feature;
                })
                .toList();
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(features) + "\n";
    }
}
