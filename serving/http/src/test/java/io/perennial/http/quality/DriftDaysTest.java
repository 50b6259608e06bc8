package io.perennial.http.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.TinyCompany;
import io.perennial.http.config.DecisionConfig;
import io.perennial.http.decision.LoggedScore;
import io.perennial.http.live.ServingState;
import io.perennial.http.quality.DriftCourse.Moves;
import io.perennial.scoring.model.ModelId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drift by day outlives starts and kills, adds up over servers, and takes no damaged file for a number. */
class DriftDaysTest {

    private static final int SILENCE = FeatureCatalogue.index("silence_days");
    private static final List<UserLedger> USERS = TinyCompany.ledgers(TinyCompany.REFERENCES);

    @TempDir
    Path root;

    private final Time time = new Time();
    private DecisionConfig config;
    private ServingState state;
    private ModelId churn;

    /** A clock that is put forward. */
    private static final class Time extends Clock {
        private Instant now = Instant.parse("2026-01-04T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        void pass(Duration span) {
            now = now.plus(span);
        }
    }

    @BeforeEach
    void publish() throws IOException {
        config = DecisionConfig.in(Files.createDirectory(root.resolve("decisions")));
        state = TinyCompany.served(root.resolve("registry"));
        churn = state.requireScorer().churn().id();
    }

    private DriftDays server() {
        return new DriftDays(config, new BatchSpread(), time, () -> Duration.between(Instant.EPOCH, time.now)
                .toNanos());
    }

    /** Scores of so many users as the version's references know them, their silence moved. */
    private void give(DriftDays server, int users, double silence) {
        List<LoggedScore> scores = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            double[] features = TinyCompany.vector(USERS.get(i % USERS.size())).clone();
            features[SILENCE] += silence;
            scores.add(new LoggedScore(Scores.score(features, 0.5, time.now), state));
        }
        server.wrote(scores);
    }

    private static long scores(DriftCourse course) {
        return course.together().scores();
    }

    @Test
    void a_start_goes_on_counting_where_the_last_one_stopped() {
        DriftDays before = server();
        give(before, 200, 0);
        give(before, 30, 0);
        before.ended();
        DriftDays after = server();
        assertEquals(before.course(churn, 1), after.course(churn, 1));
        give(after, 10, 0);
        assertEquals(240, scores(after.course(churn, 1)));
        after.ended();
        assertEquals(240, scores(server().course(churn, 1)));
    }

    @Test
    void a_kill_loses_at_most_what_came_in_the_last_minute() {
        DriftDays killed = server();
        give(killed, 1, 0);
        time.pass(DriftDays.PAUSE.dividedBy(2));
        give(killed, 10, 0);
        assertEquals(1, scores(server().course(churn, 1)), "written twice within a minute");
        time.pass(DriftDays.PAUSE.dividedBy(2));
        killed.wrote(List.of());
        assertEquals(11, scores(server().course(churn, 1)));
        time.pass(DriftDays.PAUSE.minusNanos(1));
        give(killed, 100, 0);
        assertEquals(11, scores(server().course(churn, 1)));
        assertEquals(111, scores(killed.course(churn, 1)), "what it tells itself waits for no file");
    }

    @Test
    void what_servers_count_in_one_folder_is_told_by_each_as_if_one_had_counted_all() {
        DriftDays one = server();
        DriftDays other = server();
        DriftDays alone = server();
        give(one, 150, 0);
        give(other, 100, 40);
        time.pass(DriftDays.PAUSE);
        give(one, 50, 7);
        give(other, 0, 0);
        DriftCourse told = one.course(churn, 3);
        assertEquals(told, other.course(churn, 3));
        deleteCounts();
        give(alone, 150, 0);
        give(alone, 100, 40);
        give(alone, 50, 7);
        assertEquals(300, scores(told));
        assertEquals(alone.course(churn, 3), told);
    }

    @Test
    void a_feature_that_moved_for_one_day_a_week_ago_shows_on_that_day_though_today_is_steady() {
        DriftDays server = server();
        LocalDate bad = LocalDate.of(2026, 1, 7);
        for (int day = 0; day < 8; day++) {
            give(server, 400, time.now.atZone(ZoneOffset.UTC).toLocalDate().equals(bad) ? 300 : 0);
            time.pass(Duration.ofDays(1));
        }
        time.pass(Duration.ofDays(-1));
        DriftCourse course = server.course(churn, 10);
        assertEquals(10, course.days().size());
        for (DriftCourse.Day one : course.days()) {
            boolean isBad = one.day().equals(bad);
            boolean isCounted = one.day().isAfter(LocalDate.of(2026, 1, 3));
            assertEquals(isCounted ? 400 : 0, one.moves().scores(), one.day().toString());
            if (isCounted) {
                Drift worst = one.moves().worst().findFirst().orElseThrow();
                assertEquals(isBad ? Drift.Level.FAR : Drift.Level.STEADY, worst.level(), one.day() + ": " + worst);
                assertTrue(!isBad || worst.id().equals("silence_days"), worst.toString());
            }
        }
        assertEquals(3_200, course.together().scores());
    }

    @Test
    void a_damaged_file_is_left_aside_and_counted_whatever_byte_of_it_it_is() throws IOException {
        Path file = written();
        byte[] whole = Files.readAllBytes(file);
        DriftDays reader = server();
        Random random = new Random(8);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(whole.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            assertLeftAside(reader, "byte " + at + " of " + file);
        }
        for (int length : new int[] {0, 1, 65, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertLeftAside(reader, "cut off at " + length);
        }
        Files.write(file, new byte[2 << 20]);
        assertLeftAside(reader, "huge");
        Files.write(file, whole);
        assertEquals(300, scores(server().course(churn, 1)));
    }

    /** The one file of a server that counted 300 scores. */
    private Path written() throws IOException {
        DriftDays server = server();
        give(server, 300, 0);
        server.ended();
        return files().get(0);
    }

    private void assertLeftAside(DriftDays reader, String what) {
        DriftCourse told = reader.course(churn, 1);
        assertEquals(1, told.unreadable(), what);
        assertEquals(0, scores(told), what);
    }

    @Test
    void a_foreign_file_is_counted_and_one_under_a_wrong_name_tells_nothing() throws IOException {
        Path file = written();
        Files.writeString(file.resolveSibling("notes.txt"), "hello");
        Files.copy(file, file.resolveSibling(file.getFileName().toString().replace("2026-01-04", "2026-01-03")));
        DriftCourse told = server().course(churn, 2);
        assertEquals(2, told.unreadable());
        assertEquals(300, scores(told));
        assertEquals(1, server().course(churn, 1).unreadable(), "one of a day that nobody asks for is not read");
    }

    @Test
    void a_day_that_is_older_than_is_kept_is_deleted_and_a_version_is_not_told_anothers() throws IOException {
        DriftDays server = server();
        give(server, 20, 0);
        time.pass(Duration.ofDays(config.driftDays() - 1));
        give(server, 1, 0);
        assertEquals(21, scores(server.course(churn, config.driftDays())));
        assertEquals(2, files().size());
        time.pass(Duration.ofDays(1));
        give(server, 1, 0);
        assertEquals(2, files().size());
        assertEquals(2, scores(server.course(churn, config.driftDays())));
        ModelId other = new ModelId("churn", 2, "0".repeat(64));
        assertEquals(0, scores(server.course(other, config.driftDays())));
    }

    @Test
    void the_files_hold_no_user() throws IOException {
        DriftDays server = server();
        give(server, 20, 0);
        String text = Files.readString(files().get(0));
        String rest = text.substring(65)
                .replaceAll("\"(day|digest|scores|sums|churn_probability)\"", "")
                .replaceAll("\"2026-01-04\"|\"[0-9a-f]{64}\"", "");
        for (String id : TinyCompany.SCHEMA.ids()) {
            rest = rest.replace("\"" + id + "\"", "");
        }
        assertTrue(rest.matches("[\\s\\d,:{}\\[\\]]*"), rest);
    }

    @Test
    void a_folder_that_cannot_be_written_to_loses_nothing_that_was_counted() throws IOException {
        DriftDays server = server();
        Path away = Files.move(config.folder().orElseThrow(), root.resolve("away"));
        give(server, 20, 0);
        assertFalse(Files.exists(config.folder().orElseThrow()), "the log's folder was made anew");
        assertEquals(20, scores(server.course(churn, 1)));
        Files.move(away, config.folder().orElseThrow());
        server.ended();
        assertEquals(20, scores(server().course(churn, 1)));
    }

    private List<Path> files() throws IOException {
        try (var all = Files.list(config.folder().orElseThrow().resolve("drift"))) {
            return all.toList();
        }
    }

    private void deleteCounts() {
        try {
            for (Path file : files()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void features_are_told_those_of_which_enough_is_known_first() {
        DriftDays server = server();
        give(server, 400, 300);
        Moves moves = server.course(churn, 1).together();
        boolean isKnown = true;
        for (Drift drift : moves.features()) {
            assertTrue(isKnown || !drift.isKnown(), drift + " stands after what can't be told from chance");
            isKnown = drift.isKnown();
        }
        assertEquals("silence_days", moves.worst().findFirst().orElseThrow().id());
    }
}
