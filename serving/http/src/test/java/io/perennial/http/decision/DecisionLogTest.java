package io.perennial.http.decision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.Language;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.TinyCompany;
import io.perennial.http.answer.ExplanationView;
import io.perennial.http.answer.ScoreAnswer;
import io.perennial.http.answer.ScoreView;
import io.perennial.http.answer.Subject;
import io.perennial.http.api.Json;
import io.perennial.http.config.DecisionConfig;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.PastModels;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Score;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions written, found and made again: the same bytes, after newer champions, restarts and full logs. */
class DecisionLogTest {

    /** Decisions replayed; 100,000 in the long form: {@code -Dperennial.decisions=100000}. */
    private static final int DECISIONS = Integer.getInteger("perennial.decisions", 1_500);

    private static final LocalDate TODAY = TinyCompany.AS_OF.plusDays(2);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-03T10:00:00Z"), ZoneOffset.UTC);
    private static final int WIDTH = FeatureCatalogue.features().size();

    @TempDir
    Path root;

    private Registry registry;
    private ServingState state;

    @BeforeEach
    void publish() {
        registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        look();
    }

    private void publishChurn(double shift) {
        TinyCompany.publish(registry, "churn", TinyCompany.churn(shift), TinyCompany.SCHEMA);
        look();
    }

    private void look() {
        try (LiveState live = new LiveState(registry, ChurnGrade.Thresholds.defaults())) {
            live.refresh();
            state = live.state();
        }
    }

    @Test
    void every_logged_decision_is_made_again_to_the_same_bytes_after_newer_champions() {
        Map<String, ObjectNode> given = new LinkedHashMap<>();
        try (DecisionLog log = DecisionLog.open(config(), CLOCK)) {
            SplittableRandom random = new SplittableRandom(11);
            for (int part = 0; part < 3; part++) {
                give(log, DECISIONS / 3, random, given);
                publishChurn(0.3 * (part + 1));
            }
            Replay replay = new Replay(past());
            int replayed = 0;
            for (Map.Entry<String, ObjectNode> one : given.entrySet()) {
                for (Decision decision : log.ofPrediction(one.getKey(), 10)) {
                    Replay.Remade made = replay.of(decision);
                    assertEquals(decision.digest(), made.digest(), one.getKey());
                    assertServed(one.getValue(), made.answer(), decision);
                    replayed++;
                }
            }
            assertEquals(given.size(), replayed);
            assertEquals(0, log.dropped());
            System.out.println(replayed + " logged decisions made again to the same bytes, after 3 newer champions");
        }
    }

    @Test
    void a_full_segment_that_can_not_be_sealed_costs_no_decision() throws IOException {
        DecisionConfig small = config().withSizes(1 << 20, 4_000);
        Path folder = small.folder().orElseThrow();
        SplittableRandom random = new SplittableRandom(7);
        try (DecisionLog log = DecisionLog.open(small, CLOCK)) {
            Path index = SegmentIndex.of(SegmentFile.newestFirst(folder).get(0).path())
                    .file();
            Files.createDirectories(folder.resolve(index.getFileName() + ".new").resolve("in the way"));
            List<String> given = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                given.add(score(log, subject("u" + i, random)));
            }
            given.forEach(id -> assertEquals(1, log.ofPrediction(id, 10).size(), id));
            assertFalse(Files.exists(index), "the first segment was to be sealed and could not be");
            assertTrue(SegmentFile.newestFirst(folder).size() > 1, "no segment was full");
            assertEquals(0, log.dropped());
        }
    }

    @Test
    void a_server_that_answered_nothing_leaves_no_segment_behind() throws IOException {
        for (int start = 0; start < 3; start++) {
            DecisionLog.open(config(), CLOCK).close();
        }
        try (Stream<Path> files = Files.list(config().folder().orElseThrow())) {
            assertEquals(
                    List.of(),
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("secret"))
                            .toList());
        }
    }

    /** With the user's id in the place of the pseudonym it is what was given, byte for byte. */
    private static void assertServed(ObjectNode given, ObjectNode made, Decision decision) {
        String again =
                made.toString().replace(decision.user(), given.get("user").asText());
        assertEquals(given.toString(), again);
    }

    private void give(DecisionLog log, int decisions, SplittableRandom random, Map<String, ObjectNode> given) {
        Recorder recorder = new Recorder(Optional.of(log), CLOCK);
        ScoreView scores = new ScoreView(state, TODAY, recorder::name);
        for (int i = 0; i < decisions; i++) {
            Subject subject = subject("user " + random.nextInt(), random);
            boolean isScore = random.nextInt(8) != 0;
            Target target = List.of(Target.CHURN, Target.LTV, Target.TREND).get(random.nextInt(3));
            Language language = random.nextBoolean() ? Language.EN : Language.ZH;
            ObjectNode answer;
            if (isScore) {
                ScoreAnswer score = scores.answer(subject, state.requireScorer().score(subject.row()));
                answer = Json.object(recorder.record(state, TODAY, score));
                assertArrayEquals(Json.bytes(answer), Json.written(score.withTrace()));
            } else {
                answer = new ExplanationView(state, scores, language).explanation(subject, target);
                recorder.record(Question.explanation(target, language), state, subject, TODAY, answer);
            }
            given.put(answer.get("predictionId").asText(), answer);
        }
    }

    private static Subject subject(String user, SplittableRandom random) {
        double[] features = new double[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            features[i] = random.nextInt(5) == 0 ? Double.NaN : 200 * random.nextDouble();
        }
        features[FeatureCatalogue.index("silence_days")] = random.nextInt(300);
        return Subject.of(user, TinyCompany.AS_OF, features, null, TinyCompany.SCHEMA, "request.features");
    }

    @Test
    void inputs_come_back_bit_for_bit() {
        SplittableRandom random = new SplittableRandom(3);
        try (DecisionLog log = DecisionLog.open(config(), CLOCK)) {
            for (int i = 0; i < 200; i++) {
                Subject subject = subject("u" + i, random);
                String id = score(log, subject);
                Decision decision = log.ofPrediction(id, 10).get(0);
                assertArrayEquals(
                        subject.row().features(), decision.subject().row().features());
                assertEquals(subject.row().asOf(), decision.subject().row().asOf());
                assertEquals(subject.source(), decision.subject().source());
            }
        }
    }

    private String score(DecisionLog log, Subject subject) {
        Recorder recorder = new Recorder(Optional.of(log), CLOCK);
        ScoreAnswer answer = new ScoreView(state, TODAY, recorder::name)
                .answer(subject, state.requireScorer().score(subject.row()));
        return recorder.record(state, TODAY, answer).predictionId();
    }

    @Test
    void no_file_of_the_log_holds_an_id() throws IOException {
        Subject subject = subject("somebody@example.org", new SplittableRandom(1));
        try (DecisionLog log = DecisionLog.open(config(), CLOCK)) {
            score(log, subject);
        }
        for (Path file : files()) {
            assertFalse(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                    .contains("somebody"));
        }
    }

    @Test
    void an_id_cannot_be_tried_without_the_secret() throws IOException {
        Subject subject = subject("somebody", new SplittableRandom(1));
        Score score = state.requireScorer().score(subject.row());
        String open = new ScoreView(state, TODAY, UnaryOperator.identity())
                .answer(subject, score)
                .predictionId();
        try (DecisionLog log = DecisionLog.open(config(), CLOCK);
                DecisionLog elsewhere = DecisionLog.open(DecisionConfig.in(root.resolve("elsewhere")), CLOCK)) {
            assertNotEquals(open, score(log, subject));
            assertNotEquals(score(elsewhere, subject), score(log, subject));
            assertEquals(score(log, subject), score(log, subject));
        }
    }

    @Test
    void an_abandoned_segment_keeps_what_is_whole_and_leaves_nothing_where_nothing_is() throws IOException {
        SplittableRandom random = new SplittableRandom(12);
        List<Decision> decisions = new ArrayList<>();
        try (DecisionLog log = DecisionLog.open(config(), CLOCK)) {
            for (int i = 0; i < 3; i++) {
                decisions.addAll(log.ofPrediction(score(log, subject("u" + i, random)), 10));
            }
        }
        Path folder = Files.createDirectories(root.resolve("torn"));
        SegmentWriter torn = SegmentWriter.create(folder, CLOCK.instant());
        torn.write(decisions.get(0));
        torn.flush();
        torn.write(decisions.get(1));
        torn.abandon();
        List<String> left = Files.readAllLines(torn.file().path());
        assertEquals(1, left.size());
        assertTrue(left.get(0).contains(decisions.get(0).predictionId()), left.get(0));
        torn.write(decisions.get(2));
        assertThrows(IOException.class, torn::flush);
        assertThrows(IOException.class, torn::seal, "it would have an index of lines that are not there");
        SegmentWriter empty = SegmentWriter.create(folder, CLOCK.instant());
        empty.write(decisions.get(0));
        empty.abandon();
        assertFalse(Files.exists(empty.file().path()));
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
    void what_was_told_of_a_user_is_found_with_how_often() {
        SplittableRandom random = new SplittableRandom(2);
        Subject subject = subject("u", random);
        try (DecisionLog log = DecisionLog.open(config(), CLOCK)) {
            for (int i = 0; i < 5; i++) {
                score(log, subject);
            }
            score(log, subject("other", random));
            publishChurn(0.5);
            score(log, subject);
            ObjectNode history = TraceView.history("u", log.ofUser("u", 100), 10, List.of());
            assertEquals(2, history.get("predictions").size());
            assertEquals(1, history.get("predictions").get(0).get("times").asInt());
            assertEquals(2, version(history, 0));
            assertEquals(5, history.get("predictions").get(1).get("times").asInt());
            assertEquals(1, version(history, 1));
            assertEquals(0, log.ofUser("nobody", 100).size());
        }
    }

    private static int version(ObjectNode history, int prediction) {
        return history.get("predictions")
                .get(prediction)
                .get("models")
                .get(0)
                .get("version")
                .asInt();
    }

    @Test
    void a_log_is_found_again_after_a_restart_and_after_a_kill() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        List<String> ids = new ArrayList<>();
        try (DecisionLog log = DecisionLog.open(config(), CLOCK)) {
            for (int i = 0; i < 20; i++) {
                ids.add(score(log, subject("u" + i, random)));
            }
        }
        for (Path file : files()) {
            if (file.toString().endsWith(SegmentFile.SUFFIX)) {
                // As a killed server leaves it: no index, and a line that was not finished.
                Files.delete(SegmentIndex.of(file).file());
                Files.writeString(file, "{\"id\":\"p-00", java.nio.file.StandardOpenOption.APPEND);
            }
        }
        try (DecisionLog log = DecisionLog.open(config(), CLOCK)) {
            ids.forEach(id -> assertEquals(1, log.ofPrediction(id, 10).size(), id));
        }
    }

    @Test
    void servers_that_share_a_folder_find_and_erase_what_the_others_wrote_and_seal_nothing_of_the_living()
            throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        try (DecisionLog one = DecisionLog.open(config(), CLOCK);
                DecisionLog other = DecisionLog.open(config(), CLOCK)) {
            for (int i = 0; i < 5; i++) {
                String id = score(one, subject("shared", random));
                assertEquals(1, one.ofPrediction(id, 10).size(), "written by now");
                assertEquals(1, other.ofPrediction(id, 10).size());
                assertEquals(i + 1, other.ofUser("shared", 100).size());
            }
            assertEquals(2, other.ofUser("shared", 2).size());
            one.forget(List.of("shared"));
            assertEquals(0, other.ofUser("shared", 10).size());
            assertTrue(files().stream().noneMatch(file -> file.toString().endsWith(".index")));
        }
        assertTrue(files().stream().noneMatch(file -> file.toString().endsWith(".lock")));
    }

    @Test
    void what_another_process_still_writes_is_not_sealed_however_often_it_was_read() throws Exception {
        SplittableRandom random = new SplittableRandom(9);
        try (DecisionLog log = DecisionLog.open(config(), CLOCK)) {
            String id = score(log, subject("u", random));
            assertEquals(1, log.ofPrediction(id, 10).size());
            assertEquals(0, startedElsewhere(), "indexes made by the other process");
            assertEquals(
                    1, log.ofPrediction(score(log, subject("v", random)), 10).size());
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
        return files().stream()
                .filter(file -> file.getFileName().toString().contains("-" + SegmentLock.PROCESS)
                        && file.toString().endsWith(".index"))
                .count();
    }

    /** Another server on the same folder. */
    static final class OtherServer {
        public static void main(String[] args) {
            DecisionLog.open(DecisionConfig.in(Path.of(args[0])), CLOCK).close();
        }
    }

    @Test
    void a_line_that_cannot_be_read_stops_neither_the_start_nor_a_search() throws IOException {
        String id;
        try (DecisionLog log = DecisionLog.open(config(), CLOCK)) {
            id = score(log, subject("u", new SplittableRandom(6)));
        }
        for (Path file : files()) {
            if (file.toString().endsWith(SegmentFile.SUFFIX)) {
                Files.delete(SegmentIndex.of(file).file());
                Files.writeString(file, "\0\0\n{\"id\":\"p-\n", java.nio.file.StandardOpenOption.APPEND);
            }
        }
        try (DecisionLog log = DecisionLog.open(config(), CLOCK)) {
            assertEquals(1, log.ofPrediction(id, 10).size());
        }
    }

    @Test
    void what_an_erased_user_was_told_is_shown_to_nobody_not_even_after_a_restart() {
        SplittableRandom random = new SplittableRandom(7);
        String id;
        try (DecisionLog log = DecisionLog.open(config(), CLOCK)) {
            id = score(log, subject("erased", random));
            score(log, subject("other", random));
            log.forget(List.of("erased", "nobody"));
            assertEquals(0, log.ofUser("erased", 10).size());
        }
        try (DecisionLog log = DecisionLog.open(config(), CLOCK)) {
            assertEquals(0, log.ofPrediction(id, 10).size());
            assertEquals(1, log.ofUser("other", 10).size());
        }
    }

    @Test
    void a_full_log_forgets_the_oldest_and_takes_no_more_room() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<String> ids = new ArrayList<>();
        try (DecisionLog log = DecisionLog.open(config().withSizes(60_000, 15_000), CLOCK)) {
            for (int i = 0; i < 200; i++) {
                ids.add(score(log, subject("u" + i, random)));
                log.ofPrediction(ids.get(i), 1);
            }
            assertEquals(1, log.ofPrediction(ids.get(199), 10).size());
            assertEquals(0, log.ofPrediction(ids.get(0), 10).size());
            assertEquals(0, log.dropped());
        }
        long bytes = 0;
        for (Path file : files()) {
            bytes += file.toString().endsWith(SegmentFile.SUFFIX) ? Files.size(file) : 0;
        }
        assertTrue(bytes <= 60_000 + 20_000, bytes + " bytes");
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(root.resolve("decisions"))) {
            return files.toList();
        }
    }

    private DecisionConfig config() {
        return DecisionConfig.in(root.resolve("decisions"));
    }

    private PastModels past() {
        return new PastModels(registry);
    }
}
