package io.perennial.mllib;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.features.spark.SparkSessions;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.step.Progress;
import io.perennial.features.spark.step.StepFolder;
import io.perennial.training.fitted.FittedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fits churn candidates with Spark MLlib, for {@code train} or {@code judge} to take into their tables. */
@Command(
        name = "mllib",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Fits churn candidates with Spark MLlib on snapshots of any size: logistic regression, boosted trees"
                        + " and survival regression. `train --candidates` judges them beside its own.")
final class MllibCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private From from;

    /** Where the rows come from. */
    static final class From {
        @Option(names = "--snapshots", paramLabel = "DIR", required = true, description = "What features wrote.")
        private String snapshots;

        @Option(
                names = "--periods",
                paramLabel = "DIR",
                required = true,
                description = "What features --labels wrote: every past day is fitted to, for judge --candidates.")
        private String periods;
    }

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where the candidates go.")
    private String out;

    @Option(
            names = "--families",
            paramLabel = "NAMES",
            split = ",",
            defaultValue = "logistic,gbt,aft",
            description = "What to fit: logistic, gbt (boosted trees), aft (survival); default ${DEFAULT-VALUE}.")
    private List<String> families;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed that train is given: it draws the folds of users; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description =
                    "Into how many the users are cut; default one per 100,000 rows. Sums of floating-point numbers"
                            + " are added in another order with another N, so that models differ in their last digits.")
    private Integer partitions;

    @Override
    public Integer call() throws IOException {
        Progress progress = new Progress("mllib", System.err);
        CandidateRequest request = new CandidateRequest(
                families.stream().map(Family::of).toList(),
                seed,
                partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions));
        try (SparkSession spark = SparkSessions.open("perennial mllib")) {
            CandidateJob job = new CandidateJob(spark, request, progress);
            if (from.snapshots != null) {
                report(job.run(from.snapshots, out), progress);
                return 0;
            }
            for (String day : days(spark)) {
                progress.say("as of %s", day);
                report(job.run(from.periods + "/" + day + "/snapshots", out + "/" + day), progress);
            }
        }
        return 0;
    }

    private List<String> days(SparkSession spark) {
        StepFolder index =
                StepFolder.at(from.periods + "/days", spark.sparkContext().hadoopConfiguration());
        String text = index.read("periods.json")
                .orElseThrow(() -> new WrongUse(
                        from.periods + " holds no past days; build them first with `perennial features --labels`"));
        List<String> days = new ArrayList<>();
        try {
            new ObjectMapper().readTree(text).path("days").forEach(day -> days.add(day.asText()));
        } catch (JsonProcessingException e) {
            throw new WrongUse(index.inPlace("periods.json") + " is no list of days: " + e.getOriginalMessage(), e);
        }
        return days;
    }

    private static void report(FittedFile file, Progress progress) {
        for (FittedFile.Family family : file.families()) {
            String outcome = family.obstacle().isEmpty()
                    ? String.format(
                            Locale.ROOT,
                            "%d fits, each equal to %s to %.1e",
                            family.fits().size(),
                            file.library(),
                            family.fits().stream()
                                    .mapToDouble(FittedFile.Fit::worst)
                                    .max()
                                    .orElse(0))
                    : "not fitted: " + family.obstacle();
            progress.say("%s: %s", family.id(), outcome);
        }
    }
}
