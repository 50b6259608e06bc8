package io.perennial.features.spark.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.spark.Lab;
import io.perennial.features.spark.mapping.Layout;
import io.perennial.features.spark.mapping.WrongUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where files of raw logs lie, and what is told where they cannot be read. */
final class RawLogTest {

    @TempDir
    private Path folder;

    @Test
    void a_log_without_a_scheme_is_on_the_disk_whatever_a_cluster_takes_for_its_file_system() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "who\na\n");
        Configuration cluster = new Configuration();
        cluster.set("fs.defaultFS", "nosuch://cluster");
        for (String given : List.of(file.toString(), folder.toString(), folder + "/*.csv")) {
            assertEquals(
                    "file:" + file,
                    LogFiles.find(List.of(given), 0, 0, cluster).get(0).path());
        }
        assertThrows(WrongUse.class, () -> LogFiles.find(List.of("nosuch://cluster/a.csv"), 0, 0, cluster));
    }

    @Test
    void a_log_packed_in_a_form_that_cannot_be_read_is_told_to_be_packed_by_gzip() throws IOException {
        Path file = Files.write(folder.resolve("a.csv.zst"), new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0});
        String said = assertThrows(WrongUse.class, () -> Opening.of("file:" + file, new Configuration()))
                .getMessage();
        assertTrue(said.contains("a.csv.zst is packed as .zst") && said.contains("gzip"), said);
    }

    @Test
    void a_file_that_a_task_cannot_open_is_named() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "who\na\n");
        List<LogFile> files = LogFiles.find(
                List.of(file.toString()), 0, 0, Lab.spark().sparkContext().hadoopConfiguration());
        Dataset<Row> rows = RawLog.rows(
                Lab.spark(),
                "test",
                Layout.csv(),
                files,
                new AskedColumns(new TreeSet<>(List.of("who")), Set.of("who")),
                OddColumns.untold());
        Files.delete(file);
        Throwable failure = assertThrows(Exception.class, rows::collectAsList);
        while (!(failure instanceof WrongUse) && failure.getCause() != null) {
            failure = failure.getCause();
        }
        assertTrue(
                failure.getMessage().startsWith("log file file:" + file + " cannot be read: "), failure.getMessage());
    }
}
