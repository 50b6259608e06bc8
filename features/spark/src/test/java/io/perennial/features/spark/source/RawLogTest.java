package io.perennial.features.spark.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.perennial.features.spark.mapping.WrongUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where files of raw logs lie. */
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
}
