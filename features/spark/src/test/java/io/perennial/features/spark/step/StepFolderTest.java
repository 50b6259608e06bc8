package io.perennial.features.spark.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.spark.Lab;
import io.perennial.features.spark.mapping.WrongUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in a step's place is complete, whatever happened while it was made. */
class StepFolderTest {

    @TempDir
    private Path run;

    @Test
    void what_was_made_stands_in_the_place_alone() throws IOException {
        make("new");
        assertEquals("new", Files.readString(run.resolve("log/it")));
        assertEquals(List.of("log"), beside());
    }

    @Test
    void a_failure_leaves_the_place_as_it_was_and_nothing_beside() throws IOException {
        make("old");
        assertThrows(WrongUse.class, () -> folder().make(() -> {
            folder().write("it", "half");
            throw new WrongUse("no");
        }));
        assertEquals("old", Files.readString(run.resolve("log/it")));
        assertEquals(List.of("log"), beside());
    }

    @Test
    void a_place_without_a_scheme_is_on_the_disk_whatever_a_cluster_takes_for_its_file_system() throws IOException {
        Configuration cluster = new Configuration();
        cluster.set("fs.defaultFS", "nosuch://cluster");
        StepFolder folder = StepFolder.at(run.resolve("log").toString(), cluster);
        folder.make(() -> {
            folder.write("it", "here");
            return "";
        });
        assertEquals("here", Files.readString(run.resolve("log/it")));
        assertEquals(
                "file:" + Path.of("log").toAbsolutePath(),
                StepFolder.at("log", cluster).place());
        assertThrows(WrongUse.class, () -> StepFolder.at("nosuch://cluster/log", cluster));
    }

    @Test
    void what_a_killed_run_left_is_removed() throws IOException {
        Files.createDirectories(run.resolve(".tmp-log/events"));
        Files.writeString(run.resolve(".tmp-log/events/half"), "half");
        make("new");
        assertEquals(List.of("log"), beside());
        assertEquals(
                List.of("it"),
                names(run.resolve("log")).filter(name -> !name.startsWith(".")).toList());
    }

    @Test
    void a_run_killed_between_its_two_renames_loses_nothing() throws IOException {
        make("old");
        Files.move(run.resolve("log"), run.resolve(".old-log"));
        assertThrows(WrongUse.class, () -> folder().make(() -> {
            throw new WrongUse("no");
        }));
        assertEquals("old", Files.readString(run.resolve("log/it")));
        assertEquals(List.of("log"), beside());
    }

    @Test
    void a_second_writer_is_refused_and_spoils_nothing() throws IOException {
        Path place = run.resolve("log");
        StepFailed refused = assertThrows(
                StepFailed.class,
                () -> OneWriter.make(place, () -> OneWriter.make(place, Duration.ofMillis(1), () -> "two")));
        assertTrue(refused.getMessage().startsWith("another process is writing " + place), refused.getMessage());
        assertEquals("free", OneWriter.make(place, () -> "free"));
    }

    @Test
    void a_full_disk_is_told_with_its_folder_and_what_to_do() {
        StepFailed told = assertThrows(StepFailed.class, () -> failing(new IOException("No space left on device")));
        assertTrue(told.getMessage().startsWith("cannot write "), told.getMessage());
        assertTrue(told.getMessage().contains("the disk is full; free space"), told.getMessage());
    }

    @Test
    void a_missing_right_is_wrong_use() {
        WrongUse told = assertThrows(WrongUse.class, () -> failing(new AccessDeniedException("x")));
        assertEquals(
                "cannot write " + run.resolve("log")
                        + ": no permission; give your user the right to it, or name another place",
                told.getMessage());
    }

    @Test
    void what_a_task_could_not_read_is_not_told_of_the_folder_that_is_made() {
        WrongUse unread = new WrongUse("log file a.csv cannot be read: Permission denied");
        RuntimeException told = assertThrows(RuntimeException.class, () -> folder().make(() -> {
            throw new IllegalStateException("Job aborted: Permission denied", unread);
        }));
        assertEquals(unread, told.getCause());
    }

    @Test
    void any_other_failure_stays_what_it_is() {
        assertThrows(IllegalStateException.class, () -> folder().make(() -> {
            throw new IllegalStateException("a defect");
        }));
    }

    private void failing(IOException said) {
        folder().make(() -> {
            throw new UncheckedIOException("while writing", said);
        });
    }

    private void make(String text) {
        StepFolder folder = folder();
        folder.make(() -> {
            folder.write("it", text);
            return text;
        });
    }

    private StepFolder folder() {
        return StepFolder.at(run.resolve("log").toString(), new Configuration());
    }

    /** What lies in the run but its lock. */
    private List<String> beside() throws IOException {
        return names(run).filter(name -> !name.equals(".lock-log")).toList();
    }

    private static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @Test
    void a_table_of_which_part_lies_elsewhere_is_refused_naming_its_folder() throws IOException {
        String place = run.resolve("table").toString();
        Lab.spark().range(0, 10, 1, 2).write().parquet(place);
        StructType schema = new StructType().add("id", DataTypes.LongType);
        WrittenTable.check(Lab.spark(), place, schema, 10);
        for (Path part : parts(run.resolve("table"))) {
            Files.delete(part);
        }
        String told = assertThrows(StepFailed.class, () -> WrittenTable.check(Lab.spark(), place, schema, 10))
                .getMessage();
        assertTrue(told.startsWith("folder " + place + " holds 0 of the 10 rows"), told);
        assertTrue(told.endsWith("see one and the same folder by this name: docs/CLUSTER.md"), told);
    }

    private static List<Path> parts(Path table) throws IOException {
        try (Stream<Path> files = Files.list(table)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }
}
