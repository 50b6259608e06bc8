package io.perennial.features.spark;

import io.perennial.features.spark.bench.FeaturesBench;
import io.perennial.features.spark.bench.Report;
import io.perennial.features.spark.step.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench}: the measurement of ingest and features that docs/SPEED.md quotes. */
@Command(
        name = "bench",
        description = "Measures ingest and features beside DuckDB on the same files.",
        mixinStandardHelpOptions = true)
final class BenchCommand {

    @Command(
            name = "features",
            description = "Simulates a log; times raw CSV to events and events to features, ours beside DuckDB's.",
            mixinStandardHelpOptions = true)
    int features(
            @Option(
                            names = "--work",
                            paramLabel = "DIR",
                            defaultValue = "target/bench",
                            description = "Folder for logs and results, some 15 GB; default ${DEFAULT-VALUE}."
                                    + " Logs of as many users found there are used again.")
                    Path work,
            @Option(
                            names = "--users",
                            paramLabel = "N",
                            defaultValue = "105000",
                            description = "Users simulated, default ${DEFAULT-VALUE}: some 10 million events.")
                    int users,
            @Option(
                            names = "--warm",
                            paramLabel = "N",
                            defaultValue = "3",
                            description = "Warm runs of each side, default ${DEFAULT-VALUE}.")
                    int warm,
            @Option(
                            names = "--copies",
                            paramLabel = "N",
                            defaultValue = "5",
                            description = "How many times as long the longer log is, default ${DEFAULT-VALUE}; 1 for"
                                    + " none.")
                    int copies,
            @Option(names = "--json", description = "Print JSON instead of a table.") boolean json,
            @Option(
                            names = "--save",
                            paramLabel = "DIR",
                            arity = "0..1",
                            fallbackValue = "docs/bench",
                            description = "Also write the table to DIR/features.txt; DIR is docs/bench unless given.")
                    Path save)
            throws IOException {
        FeaturesBench.Size size = new FeaturesBench.Size(users, warm, copies);
        Files.createDirectories(work);
        Progress progress = new Progress("bench features", System.err);
        Report report;
        try (SparkSession spark = SparkSessions.open("perennial bench features")) {
            report = new FeaturesBench(spark, work.toAbsolutePath(), size, what -> progress.say("%s", what)).run();
        }
        PrintStream stdout = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        stdout.print(json ? report.json() : report.text());
        if (save != null) {
            Files.createDirectories(save);
            Files.writeString(save.resolve("features.txt"), report.text(), StandardCharsets.UTF_8);
        }
        return report.isEqual() ? 0 : 1;
    }
}
