package io.perennial.mllib;

import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.snapshot.SnapshotPlan;
import io.perennial.features.spark.step.Progress;
import io.perennial.features.spark.step.StepFolder;
import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.training.data.Portion;
import io.perennial.training.data.RowSample;
import io.perennial.training.data.Season;
import io.perennial.training.fitted.FittedFile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Fits every family to every set of rows that judging and refitting ask for, and writes the fits in the published form,
 * each proven equal to MLlib. Rows stay with the tasks: what comes to the driver is counts, models and a sample.
 */
final class CandidateJob {

    /** Rows that fills, flags and scales are learned from, and that equality is proven on. */
    private static final int SAMPLE = 10_000;

    private static final long ROWS_PER_PARTITION = 100_000;

    private final SparkSession spark;
    private final CandidateRequest request;
    private final Progress progress;

    CandidateJob(SparkSession spark, CandidateRequest request, Progress progress) {
        this.spark = spark;
        this.request = request;
        this.progress = progress;
    }

    /** What one folder of snapshots is. */
    private record Source(StepFolder folder, SnapshotPlan plan, FeatureSchema schema) {

        List<Portion> portions() {
            return Portion.of(Rung.valueOf(plan.rung()));
        }

        Season season() {
            List<LocalDate> days = plan.snapshots().stream()
                    .filter(day -> day.rows() > 0)
                    .map(day -> LocalDate.parse(day.asOf()))
                    .sorted()
                    .toList();
            long span = days.isEmpty()
                    ? 0
                    : days.get(days.size() - 1).toEpochDay() - days.get(0).toEpochDay();
            return Season.of(schema.features().stream().map(Feature::id).toList(), (int) span);
        }
    }

    /**
     * Fits to one folder of snapshots.
     *
     * @param snapshots folder written by {@code perennial features}
     * @param out       folder to make
     */
    FittedFile run(String snapshots, String out) {
        Source source = source(snapshots);
        StepFolder folder = StepFolder.at(out, spark.sparkContext().hadoopConfiguration());
        return folder.make(() -> fitted(source, folder));
    }

    private Source source(String snapshots) {
        StepFolder folder = StepFolder.at(snapshots, spark.sparkContext().hadoopConfiguration());
        String plan = text(folder, SnapshotPlan.NAME);
        return new Source(
                folder,
                SnapshotPlan.parse(folder.inPlace(SnapshotPlan.NAME), plan),
                FeatureSchema.parse(text(folder, "schema.txt")));
    }

    private static String text(StepFolder folder, String name) {
        return folder.read(name)
                .orElseThrow(() -> new WrongUse(
                        folder.place() + " holds no " + name + "; build snapshots first with `perennial features`"));
    }

    private FittedFile fitted(Source source, StepFolder folder) {
        long labelled = source.plan().snapshots().stream()
                .mapToLong(SnapshotPlan.Day::eligible)
                .sum();
        int partitions = request.partitions().orElse((int) (labelled / ROWS_PER_PARTITION) + 1);
        Dataset<Row> rows = LabelledRows.read(
                        spark, source.folder(), source.schema(), source.plan().learnedHorizonDays(), partitions)
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            List<PortionCount> counts = PortionCount.of(rows, source.portions(), request.seed());
            FittedFile file = file(source, counts, fits(source, rows, counts, folder));
            folder.write(FittedFile.NAME, file.toJson());
            return file;
        } finally {
            rows.unpersist();
        }
    }

    /** Every family's fits in the order of the portions that hold rows, or what stands in its way. */
    private Map<Family, FamilyFits> fits(
            Source source, Dataset<Row> rows, List<PortionCount> counts, StepFolder folder) {
        Map<Family, FamilyFits> fits = new LinkedHashMap<>();
        request.families().forEach(family -> fits.put(family, new FamilyFits(new ArrayList<>(), new ArrayList<>())));
        for (int i = 0; i < counts.size(); i++) {
            Portion portion = source.portions().get(i);
            PortionCount count = counts.get(i);
            if (count.rows() == 0) {
                continue;
            }
            double[][] sample = sample(source, rows, portion, count);
            PortionFit fit =
                    new PortionFit(portion, count, sample, source.plan().learnedHorizonDays(), request.seed());
            fits.forEach((family, done) -> fit(family, fit, rows, folder, done));
        }
        return fits;
    }

    private void fit(Family family, PortionFit portion, Dataset<Row> rows, StepFolder folder, FamilyFits done) {
        Optional<String> obstacle = portion.obstacle();
        if (obstacle.isPresent()) {
            done.obstacles().add(obstacle.get());
            return;
        }
        long start = System.nanoTime();
        try {
            done.fits().add(portion.write(family, rows, folder));
            PortionCount count = portion.count();
            progress.say(
                    "%s fitted to %s: %,d rows of %,d users in %.1f s",
                    family.id(),
                    portion.portion().id(),
                    count.rows(),
                    count.users(),
                    (System.nanoTime() - start) / 1e9);
        } catch (NotFitted e) {
            done.obstacles().add(e.getMessage());
        }
    }

    /** A family's fits, and for each portion it could not be fitted to why. */
    private record FamilyFits(List<FittedFile.Fit> fits, List<String> obstacles) {}

    /** The sample's feature vectors as a learner may see them, in the order of users and days. */
    private double[][] sample(Source source, Dataset<Row> rows, Portion portion, PortionCount count) {
        RowSample sample = RowSample.of(SAMPLE, count.rows(), request.seed());
        long seed = request.seed();
        FilterFunction<Row> drawn = row -> sample.has(LabelledRows.user(row), LabelledRows.asOf(row))
                && !WholeUsers.in(portion, seed, List.of(row)).isEmpty();
        double[][] features = rows.filter(drawn).collectAsList().stream()
                .sorted(Comparator.comparing(LabelledRows::user).thenComparing(LabelledRows::asOf))
                .map(LabelledRows::features)
                .toArray(double[][]::new);
        return source.season().hiddenIn(features);
    }

    private FittedFile file(Source source, List<PortionCount> counts, Map<Family, FamilyFits> fits) {
        List<FittedFile.Fitted> portions = IntStream.range(0, counts.size())
                .mapToObj(i -> {
                    PortionCount count = counts.get(i);
                    return new FittedFile.Fitted(
                            source.portions().get(i).id(),
                            count.rows(),
                            count.users(),
                            count.churned(),
                            count.census().sums());
                })
                .toList();
        List<FittedFile.Family> families = new ArrayList<>();
        fits.forEach((family, done) -> families.add(new FittedFile.Family(
                family.id(),
                family.description(),
                family.unit(),
                done.obstacles().stream().findFirst().orElse(done.fits().isEmpty() ? "no row to learn from" : ""),
                done.obstacles().isEmpty() ? done.fits() : List.of())));
        return new FittedFile(
                FittedFile.FORMAT,
                source.plan().asOf(),
                source.plan().dataHash(),
                source.plan().schema(),
                request.seed(),
                "Apache Spark MLlib " + spark.version(),
                portions,
                families);
    }
}
