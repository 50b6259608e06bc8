package io.perennial.http.decision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.DecisionConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the log of decisions: full, torn, shared, damaged, and found again. */
class SegmentsTest {

    @TempDir
    Path root;

    private LoggedCompany company;

    @BeforeEach
    void publish() {
        company = new LoggedCompany(root);
    }

    @Test
    void an_abandoned_segment_keeps_what_is_whole_and_leaves_nothing_where_nothing_is() throws IOException {
        SplittableRandom random = new SplittableRandom(12);
        List<Decision> decisions = new ArrayList<>();
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            for (int i = 0; i < 3; i++) {
                decisions.addAll(log.ofPrediction(company.score(log, LoggedCompany.subject("u" + i, random)), 10));
            }
        }
        Path folder = Files.createDirectories(root.resolve("torn"));
        SegmentWriter torn = SegmentWriter.create(folder, LoggedCompany.CLOCK.instant());
        torn.write(decisions.get(0));
        torn.flush();
        torn.write(decisions.get(1));
        assertEquals(1, offsets(torn, decisions.get(0)));
        assertEquals(0, offsets(torn, decisions.get(1)), "it is not in the file yet");
        torn.abandon();
        List<String> left = Files.readAllLines(torn.file().path());
        assertEquals(1, left.size());
        assertTrue(left.get(0).contains(decisions.get(0).predictionId()), left.get(0));
        torn.write(decisions.get(2));
        assertThrows(IOException.class, torn::flush);
        assertThrows(IOException.class, torn::seal, "it would have an index of lines that are not there");
        SegmentWriter empty = SegmentWriter.create(folder, LoggedCompany.CLOCK.instant());
        empty.write(decisions.get(0));
        empty.abandon();
        assertFalse(Files.exists(empty.file().path()));
    }

    private static int offsets(SegmentWriter writer, Decision decision) {
        return writer.offsets(SegmentKeys.of(decision.predictionId())).length;
    }

    @Test
    void of_what_was_told_again_and_again_the_newest_are_found() throws IOException {
        SegmentKeys keys = new SegmentKeys();
        SplittableRandom random = new SplittableRandom(13);
        Map<Long, List<Long>> expected = new LinkedHashMap<>();
        for (long offset = 0; offset < 5_000; offset++) {
            String id = hex("p-", random.nextInt(3));
            keys.add(new Label(id, hex("k-", 10 + random.nextInt(50)), "d"), offset);
            expected.computeIfAbsent(SegmentKeys.of(id), any -> new ArrayList<>())
                    .add(offset);
        }
        Files.createDirectories(root.resolve("index"));
        SegmentIndex index = SegmentIndex.of(root.resolve("index").resolve("segment"));
        index.write(keys);
        for (int most : new int[] {1, 100, 2_000}) {
            expected.forEach((key, all) -> assertArrayEquals(
                    all.subList(Math.max(0, all.size() - most), all.size()).stream()
                            .mapToLong(Long::longValue)
                            .toArray(),
                    offsets(index, key, most)));
        }
        assertEquals(0, offsets(index, SegmentKeys.of(hex("p-", 99)), 10).length);
    }

    @Test
    void a_segment_whose_index_was_cut_off_is_searched_as_if_it_had_none() throws IOException {
        SplittableRandom random = new SplittableRandom(14);
        String id;
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            id = company.score(log, LoggedCompany.subject("u", random));
        }
        Path index = company.files().stream()
                .filter(file -> file.toString().endsWith(".index"))
                .findFirst()
                .orElseThrow();
        byte[] whole = Files.readAllBytes(index);
        for (int kept : new int[] {0, 1, whole.length - 1}) {
            Files.write(index, Arrays.copyOf(whole, kept));
            try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
                assertEquals(1, log.ofPrediction(id, 10).size(), kept + " bytes kept");
                assertEquals(1, log.ofUser(List.of("u"), 10).size(), kept + " bytes kept");
            }
        }
    }

    private static String hex(String prefix, int number) {
        return prefix + HexFormat.of().toHexDigits((long) number) + "0".repeat(16);
    }

    private static long[] offsets(SegmentIndex index, long key, int most) {
        try {
            return index.offsets(key, most);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void an_erasure_after_one_that_was_not_wholly_written_is_found_after_a_restart() throws IOException {
        Path file = root.resolve("erased");
        Files.writeString(file, "k-one\nk-tw");
        ErasedUsers.of(file).add("k-three");
        ErasedUsers again = ErasedUsers.of(file);
        assertTrue(again.contains("k-one"));
        assertTrue(again.contains("k-three"));
    }

    @Test
    void servers_that_share_a_folder_find_and_erase_what_the_others_wrote_and_seal_nothing_of_the_living()
            throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        try (DecisionLog one = DecisionLog.open(company.config(), LoggedCompany.CLOCK);
                DecisionLog other = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            for (int i = 0; i < 5; i++) {
                String id = company.score(one, LoggedCompany.subject("shared", random));
                assertEquals(1, one.ofPrediction(id, 10).size(), "written by now");
                assertEquals(1, other.ofPrediction(id, 10).size());
                assertEquals(i + 1, other.ofUser(List.of("shared"), 100).size());
            }
            assertEquals(2, other.ofUser(List.of("shared"), 2).size());
            one.forget(List.of("shared"));
            assertEquals(0, other.ofUser(List.of("shared"), 10).size());
            assertTrue(
                    company.files().stream().noneMatch(file -> file.toString().endsWith(".index")));
        }
        assertTrue(company.files().stream().noneMatch(file -> file.toString().endsWith(".lock")));
    }

    @Test
    void what_another_process_still_writes_is_not_sealed_however_often_it_was_read() throws Exception {
        SplittableRandom random = new SplittableRandom(9);
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            String id = company.score(log, LoggedCompany.subject("u", random));
            assertEquals(1, log.ofPrediction(id, 10).size());
            assertEquals(0, startedElsewhere(), "indexes made by the other process");
            assertEquals(
                    1,
                    log.ofPrediction(company.score(log, LoggedCompany.subject("v", random)), 10)
                            .size());
        }
    }

    /** Opens and closes the log in a process of its own; how many segments of this one were sealed by it. */
    private long startedElsewhere() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherServer.class.getName(),
                        root.resolve("decisions").toString())
                .inheritIO()
                .start();
        assertEquals(0, process.waitFor());
        return company.files().stream()
                .filter(file -> file.getFileName().toString().contains("-" + SegmentLock.PROCESS)
                        && file.toString().endsWith(".index"))
                .count();
    }

    /** Another server on the same folder. */
    static final class OtherServer {
        public static void main(String[] args) {
            DecisionLog.open(DecisionConfig.in(Path.of(args[0])), LoggedCompany.CLOCK)
                    .close();
        }
    }

    @Test
    void a_line_that_cannot_be_read_stops_neither_the_start_nor_a_search() throws IOException {
        String id;
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            id = company.score(log, LoggedCompany.subject("u", new SplittableRandom(6)));
        }
        for (Path file : company.files()) {
            if (file.toString().endsWith(SegmentFile.SUFFIX)) {
                Files.delete(SegmentIndex.of(file).file());
                Files.writeString(file, "\0\0\n{\"id\":\"p-\n", java.nio.file.StandardOpenOption.APPEND);
            }
        }
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            assertEquals(1, log.ofPrediction(id, 10).size());
        }
    }

    @Test
    void a_full_log_forgets_the_oldest_and_takes_no_more_room() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<String> ids = new ArrayList<>();
        try (DecisionLog log =
                DecisionLog.open(ConfigBuilder.sized(company.config(), 60_000, 15_000), LoggedCompany.CLOCK)) {
            for (int i = 0; i < 200; i++) {
                ids.add(company.score(log, LoggedCompany.subject("u" + i, random)));
                log.ofPrediction(ids.get(i), 1);
            }
            assertEquals(1, log.ofPrediction(ids.get(199), 10).size());
            assertEquals(0, log.ofPrediction(ids.get(0), 10).size());
            assertEquals(0, log.dropped());
        }
        long bytes = 0;
        for (Path file : company.files()) {
            bytes += file.toString().endsWith(SegmentFile.SUFFIX) ? Files.size(file) : 0;
        }
        assertTrue(bytes <= 60_000 + 20_000, bytes + " bytes");
    }

    @Test
    void a_full_segment_that_can_not_be_sealed_costs_no_decision() throws IOException {
        DecisionConfig small = ConfigBuilder.sized(company.config(), 1 << 20, 4_000);
        Path folder = small.folder().orElseThrow();
        SplittableRandom random = new SplittableRandom(7);
        try (DecisionLog log = DecisionLog.open(small, LoggedCompany.CLOCK)) {
            Path index = SegmentIndex.of(SegmentFile.newestFirst(folder).get(0).path())
                    .file();
            Files.createDirectories(folder.resolve(index.getFileName() + ".new").resolve("in the way"));
            List<String> given = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                given.add(company.score(log, LoggedCompany.subject("u" + i, random)));
            }
            given.forEach(id -> assertEquals(1, log.ofPrediction(id, 10).size(), id));
            assertFalse(Files.exists(index), "the first segment was to be sealed and could not be");
            assertTrue(SegmentFile.newestFirst(folder).size() > 1, "no segment was full");
            assertEquals(0, log.dropped());
        }
    }

    @Test
    void what_was_written_is_not_counted_as_lost_where_no_next_segment_can_be_begun() throws IOException {
        try (DecisionLog log = DecisionLog.open(ConfigBuilder.sized(company.config(), 1 << 20, 1), failingSecond())) {
            String id = company.score(log, LoggedCompany.subject("u", new SplittableRandom(8)));
            assertEquals(1, log.ofPrediction(id, 10).size());
            assertEquals(0, log.dropped());
        }
    }

    /** A clock that fails where the second segment asks it. */
    private static Clock failingSecond() {
        AtomicInteger asked = new AtomicInteger();
        InstantSource source = () -> {
            if (asked.incrementAndGet() == 2) {
                throw new IllegalStateException("no segment now");
            }
            return LoggedCompany.CLOCK.instant();
        };
        return source.withZone(ZoneOffset.UTC);
    }

    @Test
    void a_log_is_found_again_after_a_restart_and_after_a_kill() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        List<String> ids = new ArrayList<>();
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            for (int i = 0; i < 20; i++) {
                ids.add(company.score(log, LoggedCompany.subject("u" + i, random)));
            }
        }
        for (Path file : company.files()) {
            if (file.toString().endsWith(SegmentFile.SUFFIX)) {
                // As a killed server leaves it: no index, and a line that was not finished.
                Files.delete(SegmentIndex.of(file).file());
                Files.writeString(file, "{\"id\":\"p-00", java.nio.file.StandardOpenOption.APPEND);
            }
        }
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            ids.forEach(id -> assertEquals(1, log.ofPrediction(id, 10).size(), id));
        }
    }
}
