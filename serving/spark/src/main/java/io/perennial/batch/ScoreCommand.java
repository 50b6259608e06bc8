package io.perennial.batch;

import io.perennial.command.playbook.PlaybookOption;
import io.perennial.features.spark.SparkSessions;
import io.perennial.features.spark.step.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores and explains everybody with the champions of a registry. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Scores and explains everybody with a registry's champions; writes scores/, scores.json and the"
                + " bundle the server loads.")
final class ScoreCommand implements Callable<Integer> {

    @Option(names = "--snapshots", paramLabel = "DIR", required = true, description = "What features wrote.")
    private String snapshots;

    @Option(names = "--log", paramLabel = "DIR", required = true, description = "What ingest wrote.")
    private String log;

    @Option(names = "--registry", paramLabel = "DIR", required = true, description = "Where models are published.")
    private Path registry;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where scores and bundle go.")
    private Path out;

    @Option(names = "--csv", description = "Write scores.csv as well.")
    private boolean csv;

    @Mixin
    private PlaybookOption playbook;

    @Option(
            names = "--explain",
            paramLabel = "WHOM",
            converter = Explained.Converter.class,
            description = "Reasons for: all, at-risk (amber, red and the top tenth of expected loss) or none"
                    + " (default: all up to 50,000 users, then at-risk).")
    private Explained explained;

    @Override
    public Integer call() throws IOException {
        Progress progress = new Progress("score", System.err);
        ScoreRequest request = new ScoreRequest(
                snapshots, log, registry, out, csv, playbook.read().grades(), Optional.ofNullable(explained));
        try (SparkSession spark = SparkSessions.open("perennial score")) {
            ScoresSummary summary = new ScoreJob(spark, request, progress).run();
            report(summary, progress);
        }
        return 0;
    }

    private static void report(ScoresSummary summary, Progress progress) {
        progress.say(
                "scored %,d users, explained %,d; baseline and parts of each were added up, largest difference to the"
                        + " score %.1e",
                summary.users(), summary.explained(), summary.largestDifference());
        if (!summary.withheld().isEmpty()) {
            progress.say("explanations withheld, by cause: %s", summary.withheld());
        }
    }
}
