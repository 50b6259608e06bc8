package io.perennial.features.spark.bench;

import io.perennial.command.Machine;
import io.perennial.features.spark.table.LogSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * Raw CSV to events, and events to features: our Spark jobs and DuckDB, in turn in one process on the same files, then
 * our jobs on a log several times as long.
 */
public final class FeaturesBench {

    private static final double FEATURES_BAR = 3;
    private static final double INGEST_BAR = 6;

    /** Five times the events may take this many times as long; a longer log in proportion. */
    private static final double GROWTH_BAR = 5.5 / 5;

    /** Median live heap on the longer log over that on the shorter one that still counts as flat. */
    private static final double FLAT_BAR = 1.5;

    /**
     * How much is measured.
     *
     * @param users  users simulated; some 107 events each
     * @param warm   warm runs of each side, after a cold one
     * @param copies how many times the population makes the longer log; 1 leaves it out
     */
    public record Size(int users, int warm, int copies) {

        /** Refuses a number below 1. */
        public Size {
            requireOne("users", users);
            requireOne("warm", warm);
            requireOne("copies", copies);
        }

        private static void requireOne(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException("--" + name + " is " + value + "; at least 1 is needed");
            }
        }
    }

    private final SparkSession spark;
    private final Path work;
    private final Size size;
    private final Consumer<String> progress;
    private final List<String> setting = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Long> differences = new LinkedHashMap<>();

    /** Measures below a folder, which may hold simulated logs already. */
    public FeaturesBench(SparkSession spark, Path work, Size size, Consumer<String> progress) {
        this.spark = spark;
        this.work = work;
        this.size = size;
        this.progress = progress;
    }

    /** Runs all of it. */
    public Report run() {
        Path simulated = work.resolve("simulated-" + size.users());
        setting.add("perennial bench features");
        setting.add(Machine.here().toString());
        SimulatedLogs.simulate(simulated, size.users());
        try (DuckDb duck = new DuckDb(work)) {
            Measured small = paired(duck, simulated);
            if (size.copies() > 1) {
                grown(duck, simulated, small);
            }
        }
        return new Report(List.copyOf(setting), List.copyOf(findings), differences);
    }

    /** What our side took for one log. */
    private record Measured(Seconds ingest, Seconds features, long heapMiB) {}

    private Measured paired(DuckDb duck, Path simulated) {
        Place place = new Place(work.resolve("once"));
        progress.accept("the raw log, written unless it is there");
        SimulatedLogs.raw(duck, simulated, place, 1);
        OurSide ours = new OurSide(spark, place);
        TheirSide theirs = new TheirSide(duck, place);
        Seconds ourIngest = new Seconds();
        Seconds theirIngest = new Seconds();
        Seconds ourFeatures = new Seconds();
        Seconds theirFeatures = new Seconds();
        LogSummary[] summary = new LogSummary[1];
        long heap;
        try (LiveHeap live = new LiveHeap()) {
            for (int run = 0; run <= size.warm(); run++) {
                ourIngest.time(() -> summary[0] = ours.ingest());
                theirIngest.time(theirs::ingest);
                say("ingest", run, ourIngest, theirIngest);
            }
            check(duck, place, summary[0]);
            for (int run = 0; run <= size.warm(); run++) {
                ourFeatures.time(ours::features);
                theirFeatures.time(() -> theirs.features(summary[0].lastEpochDay()));
                say("features", run, ourFeatures, theirFeatures);
            }
            heap = live.medianMiB();
        }
        Differences different = new Differences(duck, place);
        note(different.ofFeatures());
        compared("features");
        describe(duck, summary[0], different.features().size());
        findings.add(
                Finding.of("event Parquet to ledger to feature Parquet, s", ourFeatures, theirFeatures, FEATURES_BAR));
        findings.add(Finding.of("raw CSV to events, quarantine, ledger, s", ourIngest, theirIngest, INGEST_BAR));
        return new Measured(ourIngest, ourFeatures, heap);
    }

    private void say(String step, int run, Seconds ours, Seconds theirs) {
        progress.accept(step + ", " + (run == 0 ? "cold run" : "warm run " + run + " of " + size.warm()) + ": ours "
                + ours.last() + ", DuckDB " + theirs.last());
    }

    private void compared(String what) {
        progress.accept(what + " compared: " + (differences.isEmpty() ? "equal" : "DIFFERENT in " + differences));
    }

    private void check(DuckDb duck, Place place, LogSummary summary) {
        Differences different = new Differences(duck, place);
        note(different.ofIngest(summary));
        long ledger = different.ofLedger();
        if (ledger > 0) {
            note(Map.of("ledger rows", ledger));
        }
        compared("events and ledger");
    }

    private void note(Map<String, Long> found) {
        found.forEach((what, count) -> differences.merge(what, count, Long::sum));
    }

    private void grown(DuckDb duck, Path simulated, Measured small) {
        Place place = new Place(work.resolve("grown"));
        progress.accept("the longer raw log, written unless it is there");
        SimulatedLogs.raw(duck, simulated, place, size.copies());
        OurSide ours = new OurSide(spark, place);
        Seconds ingest = new Seconds();
        Seconds features = new Seconds();
        LogSummary[] summary = new LogSummary[1];
        long heap;
        try (LiveHeap live = new LiveHeap()) {
            ingest.time(() -> summary[0] = ours.ingest());
            progress.accept("longer log, ingest: " + ingest.last());
            features.time(ours::features);
            progress.accept("longer log, features: " + features.last());
            heap = live.medianMiB();
        }
        double bar = GROWTH_BAR * size.copies();
        String events = String.format(Locale.ROOT, "%,d events", summary[0].events());
        findings.add(Finding.of("features of " + events + " over those above, s", features, small.features(), bar));
        findings.add(Finding.of("ingest of " + events + " over that above, s", ingest, small.ingest(), bar));
        findings.add(new Finding(
                "live heap, MiB (median of full collections)",
                Long.toString(heap),
                Long.toString(small.heapMiB()),
                (double) heap / small.heapMiB(),
                FLAT_BAR,
                ""));
    }

    private void describe(DuckDb duck, LogSummary log, int shared) {
        setting.add(String.format(
                Locale.ROOT,
                "%,d rows of CSV: %,d events of %,d users over 1,080 days, %,d duplicates, %,d to quarantine",
                log.rows(),
                log.events(),
                log.users(),
                log.duplicates(),
                log.quarantined()));
        setting.add("ours: Spark " + spark.version() + ", "
                + spark.sparkContext().master()
                + "; theirs: DuckDB " + duck.version() + ", as many threads, a quarter of the machine's memory, free to"
                + " change the order of rows; in turn, the first run cold, ratios of medians of the warm runs");
        setting.add("Both read the same CSV, parse it, take repeated rows once, write events by month, quarantine and a"
                + " ledger by user and day; then read the same events, write the ledger again and one row of features a"
                + " user as of the last day. We also sort events by user, check that no row is lost and hash the"
                + " ledger. We compute all " + OurSide.FEATURES + " features, DuckDB " + shared
                + ": those the log can show. Compared: every count, every ledger row, every feature of every user.");
    }
}
