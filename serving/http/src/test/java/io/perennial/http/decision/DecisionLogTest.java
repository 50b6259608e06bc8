package io.perennial.http.decision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.Language;
import io.perennial.http.answer.ExplanationView;
import io.perennial.http.answer.ScoreAnswer;
import io.perennial.http.answer.ScoreView;
import io.perennial.http.answer.Subject;
import io.perennial.http.api.Json;
import io.perennial.http.config.DecisionConfig;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.score.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @TempDir
    Path root;

    private LoggedCompany company;

    @BeforeEach
    void publish() {
        company = new LoggedCompany(root);
    }

    @Test
    void every_logged_decision_is_made_again_to_the_same_bytes_after_newer_champions() {
        Map<String, ObjectNode> given = new LinkedHashMap<>();
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            SplittableRandom random = new SplittableRandom(11);
            for (int part = 0; part < 3; part++) {
                give(log, DECISIONS / 3, random, given);
                company.publishChurn(0.3 * (part + 1));
            }
            Replay replay = new Replay(company.past());
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
    void a_server_that_answered_nothing_leaves_no_segment_behind() throws IOException {
        for (int start = 0; start < 3; start++) {
            DecisionLog.open(company.config(), LoggedCompany.CLOCK).close();
        }
        try (Stream<Path> files = Files.list(company.config().folder().orElseThrow())) {
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
        Recorder recorder = new Recorder(Optional.of(log), LoggedCompany.CLOCK);
        ScoreView scores = new ScoreView(company.state(), LoggedCompany.TODAY, recorder::name);
        for (int i = 0; i < decisions; i++) {
            Subject subject = LoggedCompany.subject("user " + random.nextInt(), random);
            boolean isScore = random.nextInt(8) != 0;
            Target target = List.of(Target.CHURN, Target.LTV, Target.TREND).get(random.nextInt(3));
            Language language = random.nextBoolean() ? Language.EN : Language.ZH;
            ObjectNode answer;
            if (isScore) {
                ScoreAnswer score =
                        scores.answer(subject, company.state().requireScorer().score(subject.row()));
                answer = Json.object(recorder.record(company.state(), LoggedCompany.TODAY, score));
                assertArrayEquals(Json.bytes(answer), Json.written(score.withTrace()));
            } else {
                answer = new ExplanationView(company.state(), scores, language).explanation(subject, target);
                recorder.record(
                        Question.explanation(target, language), company.state(), subject, LoggedCompany.TODAY, answer);
            }
            given.put(answer.get("predictionId").asText(), answer);
        }
    }

    @Test
    void inputs_come_back_bit_for_bit() {
        SplittableRandom random = new SplittableRandom(3);
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            for (int i = 0; i < 200; i++) {
                Subject subject = LoggedCompany.subject("u" + i, random);
                String id = company.score(log, subject);
                Decision decision = log.ofPrediction(id, 10).get(0);
                assertArrayEquals(
                        subject.row().features(), decision.subject().row().features());
                assertEquals(subject.row().asOf(), decision.subject().row().asOf());
                assertEquals(subject.source(), decision.subject().source());
            }
        }
    }

    @Test
    void no_file_of_the_log_holds_an_id() throws IOException {
        Subject subject = LoggedCompany.subject("somebody@example.org", new SplittableRandom(1));
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            company.score(log, subject);
        }
        for (Path file : company.files()) {
            assertFalse(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                    .contains("somebody"));
        }
    }

    @Test
    void an_id_cannot_be_tried_without_the_secret() throws IOException {
        Subject subject = LoggedCompany.subject("somebody", new SplittableRandom(1));
        Score score = company.state().requireScorer().score(subject.row());
        String open = new ScoreView(company.state(), LoggedCompany.TODAY, UnaryOperator.identity())
                .answer(subject, score)
                .predictionId();
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK);
                DecisionLog elsewhere =
                        DecisionLog.open(DecisionConfig.in(root.resolve("elsewhere")), LoggedCompany.CLOCK)) {
            assertNotEquals(open, company.score(log, subject));
            assertNotEquals(company.score(elsewhere, subject), company.score(log, subject));
            assertEquals(company.score(log, subject), company.score(log, subject));
        }
    }

    @Test
    void what_was_told_of_a_user_is_found_with_how_often() {
        SplittableRandom random = new SplittableRandom(2);
        Subject subject = LoggedCompany.subject("u", random);
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            for (int i = 0; i < 5; i++) {
                company.score(log, subject);
            }
            company.score(log, LoggedCompany.subject("other", random));
            company.publishChurn(0.5);
            company.score(log, subject);
            ObjectNode history = TraceView.history("u", ToldHistory.of(log, List.of("u"), 100, 10), List.of());
            assertEquals(2, history.get("predictions").size());
            assertEquals(1, history.get("predictions").get(0).get("times").asInt());
            assertEquals(2, version(history, 0));
            assertEquals(5, history.get("predictions").get(1).get("times").asInt());
            assertEquals(1, version(history, 1));
            assertEquals(0, log.ofUser(List.of("nobody"), 100).size());
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
    void what_an_erased_user_was_told_is_shown_to_nobody_not_even_after_a_restart() {
        SplittableRandom random = new SplittableRandom(7);
        String id;
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            id = company.score(log, LoggedCompany.subject("erased", random));
            company.score(log, LoggedCompany.subject("other", random));
            log.forget(List.of("erased", "nobody"));
            assertEquals(0, log.ofUser(List.of("erased"), 10).size());
        }
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            assertEquals(0, log.ofPrediction(id, 10).size());
            assertEquals(1, log.ofUser(List.of("other"), 10).size());
        }
    }

    @Test
    void nothing_is_written_of_who_was_erased_by_this_log_or_another_on_its_folder() throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        Path folder = company.config().folder().orElseThrow();
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK);
                DecisionLog other = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            company.score(log, LoggedCompany.subject("erased", random));
            log.settle();
            other.forget(List.of("erased"));
            company.score(log, LoggedCompany.subject("erased", random));
            company.score(other, LoggedCompany.subject("erased", random));
            company.score(log, LoggedCompany.subject("other", random));
        }
        // Nobody is marked as erased any more, so that what is on disk is told.
        Files.delete(folder.resolve("erased"));
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            assertEquals(1, log.ofUser(List.of("erased"), 10).size());
            assertEquals(1, log.ofUser(List.of("other"), 10).size());
        }
    }
}
