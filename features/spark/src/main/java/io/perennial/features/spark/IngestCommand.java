package io.perennial.features.spark;

import io.perennial.features.spark.ingest.Ingest;
import io.perennial.features.spark.mapping.Mappings;
import io.perennial.features.spark.step.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads raw logs by their mappings and writes events, ledger and quarantine. */
@Command(
        name = "ingest",
        description = "Reads raw logs by their mappings; writes events, ledger and quarantine.",
        mixinStandardHelpOptions = true)
final class IngestCommand implements Callable<Integer> {

    @ArgGroup(exclusive = false, multiplicity = "1..*")
    private List<Log> logs;

    @Option(names = "--aliases", paramLabel = "FILE", description = "CSV with columns alias,user.")
    private String aliases;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to write, such as run/log.")
    private String out;

    /** One mapping with the logs it reads. */
    private static final class Log {
        @Option(
                names = "--mapping",
                paramLabel = "M",
                required = true,
                description = "Mapping file, or a built-in one: bitcoin-otc, cdnow, cdnow-sample, college-msg,"
                        + " online-retail.")
        private String mapping;

        @Option(
                names = "--log",
                paramLabel = "PATH",
                required = true,
                arity = "1..*",
                description = "Files, folders or patterns the mapping reads.")
        private List<String> paths;
    }

    @Override
    public Integer call() throws IOException {
        List<Ingest.Source> sources = logs.stream()
                .map(log -> new Ingest.Source(Mappings.find(log.mapping), log.paths))
                .toList();
        try (SparkSession spark = SparkSessions.open("perennial ingest")) {
            new Ingest(spark, new Progress("ingest", System.err)).run(sources, Optional.ofNullable(aliases), out);
        }
        return 0;
    }
}
