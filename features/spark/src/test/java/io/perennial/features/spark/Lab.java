package io.perennial.features.spark;

import io.perennial.features.spark.ingest.Ingest;
import io.perennial.features.spark.mapping.Mappings;
import io.perennial.features.spark.snapshot.SnapshotPlan;
import io.perennial.features.spark.snapshot.Snapshots;
import io.perennial.features.spark.snapshot.TestPeriods;
import io.perennial.features.spark.step.Progress;
import io.perennial.features.spark.table.LogSummary;
import io.perennial.features.time.OutcomeWindow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Assumptions;

/** The commands of this module on one Spark session that all tests share, and the data they may find. */
public final class Lab {

    private static final Progress SILENT =
            new Progress("test", new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    private static Path shared;

    private Lab() {}

    /** The session, opened by the first test that asks. */
    public static SparkSession spark() {
        System.setProperty("spark.master", "local[2]");
        return SparkSessions.open("test");
    }

    /** A folder that the tests of a run share, for what takes long: a step leaves it alone where its inputs are the same. */
    public static synchronized Path shared() throws IOException {
        if (shared == null) {
            shared = Files.createTempDirectory(Path.of("target"), "shared").toAbsolutePath();
        }
        return shared;
    }

    /** Ingests one log; the mapping is a built-in name or the text of one. */
    public static LogSummary ingest(String mapping, Path out, Path... logs) {
        return ingest(List.of(source(mapping, logs)), Optional.empty(), out);
    }

    /** Ingests several logs. */
    public static LogSummary ingest(List<Ingest.Source> sources, Optional<Path> aliases, Path out) {
        return new Ingest(spark(), SILENT).run(sources, aliases.map(Path::toString), out.toString());
    }

    /** A log with its mapping. */
    public static Ingest.Source source(String mapping, Path... logs) {
        List<String> paths = Arrays.stream(logs).map(Path::toString).toList();
        return new Ingest.Source(
                mapping.contains("\n") ? Mappings.parse("test.toml", mapping) : Mappings.find(mapping), paths);
    }

    /** Computes snapshots. */
    public static SnapshotPlan features(Path log, Path out, String asOf, int gap, int horizon) {
        Optional<LocalDate> day = asOf.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(asOf));
        return new Snapshots(spark(), SILENT).run(log.toString(), out.toString(), day, new OutcomeWindow(gap, horizon));
    }

    /** Computes past days with what followed. */
    public static TestPeriods.Periods periods(
            Path log, Path out, List<LocalDate> days, int folds, OutcomeWindow window) {
        return new TestPeriods(spark(), SILENT).run(log.toString(), out.toString(), days, folds, window);
    }

    /** All rows of a Parquet folder. */
    public static List<Row> rows(Path folder) {
        return spark().read().parquet(folder.toString()).collectAsList();
    }

    /** Hashes of the bytes of a folder's Parquet files in the order of their parts; names are Spark's own affair. */
    public static List<String> bytes(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .map(Lab::hash)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(Path file) {
        try {
            return DigestUtils.sha256Hex(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file of lines. */
    public static Path write(Path file, Iterable<String> lines) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the public data; the test is skipped, and says so, where the data is not there. */
    public static Path data(String name) {
        Path file = Path.of(System.getProperty("perennial.root", "."), "..", "shared", "data", name)
                .normalize();
        Assumptions.assumeTrue(
                Files.isReadable(file), () -> "SKIPPED: the public data is not there: " + file.toAbsolutePath());
        return file;
    }
}
