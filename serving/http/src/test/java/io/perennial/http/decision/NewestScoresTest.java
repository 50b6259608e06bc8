package io.perennial.http.decision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.http.TinyCompany;
import io.perennial.http.answer.ScoreAnswer;
import io.perennial.http.answer.ScoreView;
import io.perennial.http.answer.Subject;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.DecisionConfig;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.model.ModelId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest scores of a version are found in a bounded part of the log, the newest. */
class NewestScoresTest {

    private static final Instant BEGIN = Instant.parse("2026-01-03T10:00:00Z");
    private static final int SCORES = 60;
    private static final long ALL = Long.MAX_VALUE;

    @TempDir
    Path root;

    private ServingState state;
    private ModelId churn;

    @BeforeEach
    void publish() {
        state = TinyCompany.served(root.resolve("registry"));
        churn = state.requireScorer().churn().id();
    }

    /** A log of several segments: user n was told of at minute n. */
    private DecisionLog filled(long segmentBytes) {
        DecisionLog log = DecisionLog.open(
                ConfigBuilder.sized(DecisionConfig.in(root.resolve("decisions")), 1 << 20, segmentBytes),
                Clock.fixed(BEGIN, ZoneOffset.UTC));
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < SCORES; i++) {
            score(log, subject("user " + i, random), i);
        }
        return log;
    }

    /** Tells of a user at a minute, and waits until it is written. */
    private String score(DecisionLog log, Subject subject, int minute) {
        Clock clock = Clock.fixed(BEGIN.plusSeconds(60L * minute), ZoneOffset.UTC);
        ScoreAnswer told = new Recorder(Optional.of(log), clock)
                .record(
                        state,
                        TinyCompany.AS_OF,
                        new ScoreView(state, TinyCompany.AS_OF, UnaryOperator.identity())
                                .answer(subject, state.requireScorer().score(subject.row())));
        log.settle();
        return told.predictionId();
    }

    private static Subject subject(String user, SplittableRandom random) {
        double[] features = new double[FeatureCatalogue.features().size()];
        Arrays.setAll(features, i -> 200 * random.nextDouble());
        features[FeatureCatalogue.index("silence_days")] = 10;
        return Subject.of(user, TinyCompany.AS_OF, features, null, TinyCompany.SCHEMA, "request.features");
    }

    @Test
    void within_any_number_of_bytes_they_are_the_newest_and_it_is_told_how_far_back_they_reach() throws IOException {
        for (long segmentBytes : new long[] {6_000, 1 << 18}) {
            try (DecisionLog log = filled(segmentBytes)) {
                dateSegments();
                List<Decision> all = log.scores(churn).newest(SCORES + 1, ALL).decisions();
                assertTrue(all.size() > SCORES / 2, all.size() + " eligible");
                for (long bytes : new long[] {0, 1, 1_000, 5_000, 20_000, 50_000}) {
                    GivenAnswers given = log.scores(churn).newest(SCORES + 1, bytes);
                    int found = given.decisions().size();
                    assertEquals(ids(all.subList(0, found)), ids(given.decisions()));
                    assertTrue(found < all.size(), bytes + " bytes hold everything");
                    assertTrue(bytes < 20_000 || found > 3, found + " found in " + bytes);
                    Instant since = given.since().orElseThrow();
                    assertTrue(
                            given.decisions().stream().noneMatch(one -> one.at().isBefore(since)));
                    assertFalse(all.get(found).at().isAfter(since), "one that is missing was given after " + since);
                }
                assertFalse(log.scores(churn).newest(SCORES + 1, ALL).since().isPresent(), "nothing was passed over");
                assertFalse(log.scores(churn).newest(2, 20_000).since().isPresent(), "enough were found");
            }
            deleteLog();
        }
    }

    private static List<String> ids(List<Decision> decisions) {
        return decisions.stream().map(Decision::predictionId).toList();
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(root.resolve("decisions"))) {
            return files.toList();
        }
    }

    /** Files are as old as the newest line in them, as they are where the clock of the log is that of the disk. */
    private void dateSegments() throws IOException {
        for (Path file : files()) {
            var at =
                    Pattern.compile("\"at\":\"([^\"]+)\"").matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            while (file.toString().endsWith(SegmentFile.SUFFIX) && at.find()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.parse(at.group(1))));
            }
        }
    }

    private void deleteLog() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
    }

    @Test
    void of_servers_that_share_a_folder_the_newest_are_found_whichever_began_its_segment_later() {
        SplittableRandom random = new SplittableRandom(21);
        DecisionConfig config = DecisionConfig.in(root.resolve("decisions"));
        try (DecisionLog one = DecisionLog.open(config, Clock.fixed(BEGIN, ZoneOffset.UTC));
                DecisionLog other = DecisionLog.open(config, Clock.fixed(BEGIN.plusSeconds(1), ZoneOffset.UTC))) {
            List<String> given = new ArrayList<>();
            for (int i = 0; i < SCORES; i++) {
                given.add(0, score(i % 3 == 0 ? other : one, subject("shared", random), i));
            }
            assertEquals(given, ids(one.ofUser(List.of("shared"), SCORES)));
            assertEquals(given.subList(0, 5), ids(other.ofUser(List.of("shared"), 5)));
            for (int i = 0; i < SCORES; i++) {
                score(i % 3 == 0 ? other : one, subject("user " + i, random), SCORES + i);
            }
            List<Decision> all = one.scores(churn).newest(SCORES, ALL).decisions();
            assertEquals(
                    all.stream()
                            .sorted(Comparator.comparing(Decision::at).reversed())
                            .toList(),
                    all);
            assertEquals(
                    ids(all.subList(0, 5)),
                    ids(other.scores(churn).newest(5, ALL).decisions()));
        }
    }

    @Test
    void scores_that_speak_for_a_day_or_one_before_are_found_and_what_was_begun_long_after_is_not_read()
            throws IOException {
        int day = (int) TinyCompany.AS_OF.toEpochDay();
        try (DecisionLog log = filled(1 << 18)) {
            Files.writeString(
                    root.resolve("decisions")
                            .resolve("00" + BEGIN.plus(Duration.ofDays(9)).toEpochMilli() + "-young.jsonl"),
                    "x".repeat(9_999) + "\n");
            VersionScores scores = log.scores(churn);
            assertEquals(1, scores.newest(SCORES, ALL).unreadable());
            GivenAnswers known = scores.upTo(day + 3, SCORES, ALL);
            assertEquals(0, known.unreadable());
            assertEquals(ids(scores.newest(SCORES, ALL).decisions()), ids(known.decisions()));
            assertEquals(List.of(), scores.upTo(day - 1, SCORES, ALL).decisions());
            assertEquals(List.of(), scores.upTo(day + 2, SCORES, ALL).decisions(), "begun on that day itself");
            assertEquals(OptionalInt.of(day), scores.earliestAfter(day - 1, ALL));
            assertEquals(OptionalInt.empty(), scores.earliestAfter(day, ALL));
        }
    }

    @Test
    void how_long_a_score_is_kept_follows_from_what_was_written_up_to_now() throws IOException {
        DecisionConfig config = ConfigBuilder.sized(DecisionConfig.in(root.resolve("decisions")), 1 << 20, 1 << 18);
        try (DecisionLog log = filled(1 << 18)) {
            assertEquals(Optional.empty(), log.kept(), "nobody knows on the first day");
        }
        try (DecisionLog later =
                DecisionLog.open(config, Clock.fixed(BEGIN.plus(Duration.ofDays(10)), ZoneOffset.UTC))) {
            long bytes = 0;
            for (SegmentFile segment : SegmentFile.newestFirst(root.resolve("decisions"))) {
                bytes += Files.size(segment.path());
            }
            assertTrue(bytes > 50_000, bytes + " bytes");
            assertEquals((10L << 20) / bytes, later.kept().orElseThrow().toDays());
        }
    }

    @Test
    void of_another_version_there_is_none_though_its_name_is_the_same() {
        try (DecisionLog log = filled(1 << 18)) {
            ModelId other = new ModelId(churn.name(), churn.version(), "0".repeat(64));
            GivenAnswers given = log.scores(other).newest(SCORES, ALL);
            assertEquals(List.of(), given.decisions());
            assertEquals(0, given.unreadable());
        }
    }

    @Test
    void a_reader_that_is_interrupted_ends() {
        try (DecisionLog log = filled(1 << 18)) {
            Thread.currentThread().interrupt();
            UncheckedIOException ended = assertThrows(
                    UncheckedIOException.class, () -> log.scores(churn).newest(SCORES, ALL));
            assertTrue(Thread.interrupted());
            assertTrue(ended.getCause() instanceof ClosedByInterruptException, ended.toString());
        }
    }

    @Test
    void lines_are_the_same_by_blocks_of_any_size_and_a_torn_one_is_none() throws IOException {
        byte[] text = "one\n\ntwo and a half\nthree\ntorn".getBytes(StandardCharsets.US_ASCII);
        for (int block = 1; block <= text.length + 1; block++) {
            Lines lines = new Lines(new ByteArrayInputStream(text), block);
            for (String line : new String[] {"one", "", "two and a half", "three"}) {
                assertArrayEquals(
                        line.getBytes(StandardCharsets.US_ASCII), lines.next().orElseThrow(), "blocks of " + block);
            }
            assertEquals(Optional.empty(), lines.next());
        }
        byte[] endless = new byte[(1 << 20) + 1];
        assertThrows(IOException.class, () -> new Lines(new ByteArrayInputStream(endless), 1 << 16).next());
    }
}
