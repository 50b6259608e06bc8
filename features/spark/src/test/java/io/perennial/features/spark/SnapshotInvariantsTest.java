package io.perennial.features.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.perennial.features.spark.snapshot.SnapshotPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No future; and no order, cut, zone, language or number of threads changes a byte. */
final class SnapshotInvariantsTest {

    private static final String AS_OF = "2020-11-01";

    @TempDir
    private Path folder;

    /** What must not change: the bytes of every snapshot file, the schema and the hash of the data. */
    private record Made(List<String> train, List<String> current, String schema, String dataHash) {}

    @Test
    void changing_adding_or_deleting_events_on_or_after_the_as_of_changes_no_byte() {
        for (long seed = 1; seed <= 2; seed++) {
            List<String> lines = RandomLog.lines(seed, 120, 330);
            Made whole = made("whole" + seed, lines);
            List<String> past = lines.stream()
                    .filter(line -> RandomLog.isBefore(line, AS_OF))
                    .toList();
            List<String> poisoned = new ArrayList<>(past);
            for (String line : lines) {
                if (!RandomLog.isBefore(line, AS_OF)) {
                    poisoned.add(line.replace("visit", "buy").replace(",,", ",999.99,"));
                    poisoned.add("new" + line);
                }
            }
            poisoned.add("u1," + AS_OF + " 00:00:00,buy,1.00,,i1");
            assertEquals(whole, made("poisoned" + seed, poisoned), "seed " + seed);
        }
    }

    @Test
    void changing_one_event_the_day_before_the_as_of_is_seen() {
        List<String> lines = RandomLog.lines(3, 60, 330);
        List<String> more = new ArrayList<>(lines);
        more.add("u1,2020-10-31 23:59:59,buy,1.00,,i1");
        Made before = made("before", lines);
        Made after = made("after", more);
        assertNotEquals(before.dataHash(), after.dataHash());
        assertNotEquals(before.current(), after.current());
    }

    @Test
    void order_of_rows_files_zone_language_and_parallelism_change_no_byte() throws IOException {
        List<String> lines = RandomLog.lines(4, 120, 330);
        Made plain = made("plain", lines);
        List<String> shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, new Random(5));
        TimeZone zone = TimeZone.getDefault();
        Locale locale = Locale.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            Lab.spark().conf().set("spark.sql.shuffle.partitions", "3");
            int cut = shuffled.size() / 3;
            Path one = file("cut/one.csv", shuffled.subList(0, cut));
            Path two = packed("cut/two.csv.gz", shuffled.subList(cut, shuffled.size()));
            assertEquals(plain, made("cut", one, two));
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
            Lab.spark().conf().set("spark.sql.shuffle.partitions", "8");
        }
    }

    @Test
    void labels_are_read_only_from_windows_that_closed_before_the_as_of() {
        Path log = folder.resolve("labels/log");
        Lab.ingest(RandomLog.MAPPING, log, file("labels/log.csv", RandomLog.lines(6, 60, 330)));
        SnapshotPlan plan = Lab.features(log, folder.resolve("labels/snapshots"), AS_OF, 3, 30);
        assertFalse(plan.snapshots().isEmpty());
        for (SnapshotPlan.Day day : plan.snapshots()) {
            assertEquals(
                    true,
                    java.time.LocalDate.parse(day.asOf()).plusDays(33).compareTo(java.time.LocalDate.parse(AS_OF)) <= 0,
                    day.asOf());
        }
    }

    private Made made(String name, List<String> lines) {
        return made(name, file(name + "/log.csv", lines));
    }

    private Made made(String name, Path... logs) {
        Path log = folder.resolve(name).resolve("log");
        Path out = folder.resolve(name).resolve("snapshots");
        Lab.ingest(RandomLog.MAPPING, log, logs);
        SnapshotPlan plan = Lab.features(log, out, AS_OF, 3, 30);
        try {
            return new Made(
                    Lab.bytes(out.resolve("train")),
                    Lab.bytes(out.resolve("current")),
                    Files.readString(out.resolve("schema.txt")),
                    plan.dataHash());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path file(String name, List<String> lines) {
        List<String> all = new ArrayList<>(List.of(RandomLog.HEADER));
        all.addAll(lines);
        return Lab.write(folder.resolve(name), all);
    }

    private Path packed(String name, List<String> lines) throws IOException {
        Path path = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write((RandomLog.HEADER + "\n" + String.join("\n", lines)).getBytes(StandardCharsets.UTF_8));
        }
        return path;
    }
}
