package io.perennial.http.page;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.access.KeyFile;
import io.perennial.http.api.Role;
import io.perennial.http.config.AccessConfig;
import io.perennial.http.config.DecisionConfig;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.quality.QualityCheck;
import io.perennial.scoring.registry.Registry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of models tell of the scores that were given what {@code /v1/quality} tells, or that it is too early. */
class ModelQualityTest {

    private static final int USERS = 450;
    private static final String CHURN = "/models/churn";

    @TempDir
    Path root;

    private static String page(RunningServer server, String path) throws Exception {
        HttpResponse<String> answer = server.get(path);
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private static void askEverybody(RunningServer server) throws Exception {
        for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
            server.get("/v1/users/" + encoded(ledger.user()) + "/score");
        }
    }

    private void passTime(RunningServer server) {
        List<UserLedger> later = new ArrayList<>();
        for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
            later.add(later.size() % 3 == 0 ? ledger.plus(List.of(purchase())) : ledger);
        }
        TinyCompany.passTime(server, root, later);
    }

    private static LedgerDay purchase() {
        int[] counts = new int[EventKind.COUNT];
        counts[EventKind.PURCHASE.index()] = 1;
        int day = (int) TinyCompany.AS_OF.plusDays(20).toEpochDay();
        return new LedgerDay(day, counts, 1_000, 0, 60, 0, 0, new int[0], new int[0]);
    }

    @Test
    void figures_drift_and_calibration_are_those_of_the_api() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            askEverybody(server);
            JsonNode early = json(server.get("/v1/quality"));
            assertEquals(0, early.get("outcomes").asInt());
            String html = page(server, CHURN);
            assertTrue(html.contains("id=\"few-outcomes\""), "no outcome is known, and the page does not say so");
            assertTrue(
                    html.contains("from 2026-")
                            && html.contains("once a newer population or live events reach that day"),
                    "it does not say when outcomes come, or promises them for a day that nothing reaches");
            assertDrift(early, html);
            passTime(server);
            JsonNode late = server.settledQuality();
            assertTrue(late.get("outcomes").asInt() > 200, late.toString());
            for (String path : new String[] {CHURN, CHURN + "/versions/1", CHURN + "?lang=zh"}) {
                html = page(server, path);
                assertFalse(html.contains("id=\"few-"), path);
                assertCalibration(late, new PageNumbers(html));
                assertDrift(late, html);
            }
        }
    }

    private static void assertCalibration(JsonNode told, PageNumbers page) {
        assertEquals(told.at("/auc/estimated").doubleValue(), one(page, "live-estimated"));
        assertEquals(
                List.of(
                        told.at("/auc/realised").doubleValue(),
                        told.at("/auc/realisedLow").doubleValue(),
                        told.at("/auc/realisedHigh").doubleValue()),
                PageNumbers.values(page.part("live-realised", "div")));
        boolean isHeld = told.at("/auc/realisedLow").doubleValue()
                        <= told.at("/auc/estimatedOfOutcomes").doubleValue()
                && told.at("/auc/realisedHigh").doubleValue()
                        >= told.at("/auc/estimatedOfOutcomes").doubleValue();
        assertEquals(told.at("/auc/estimatedOfOutcomes").doubleValue(), one(page, "live-expected"));
        String verdict = page.part("live-verdict", "p");
        assertEquals(isHeld, verdict.contains("holds") || verdict.contains("包含"), verdict);
        assertEquals(told.get("outcomes").doubleValue(), one(page, "live-outcomes"));
        var predicted = page.column("calibration-live");
        assertEquals(told.get("calibration").size(), predicted.size());
        for (int i = 0; i < predicted.size(); i++) {
            assertEquals(told.at("/calibration/" + i + "/told").doubleValue(), predicted.get(i));
        }
    }

    private static double one(PageNumbers page, String id) {
        return PageNumbers.values(page.part(id, "div")).get(0);
    }

    private static void assertDrift(JsonNode told, String html) {
        int shown = 0;
        for (JsonNode feature : told.at("/drift/features")) {
            String row = row(html, feature.get("id").asText());
            double index = feature.get("stability").asDouble(Double.NaN);
            if (Double.isNaN(index)) {
                assertTrue(row.contains("–"), row);
                continue;
            }
            assertEquals(index, PageNumbers.values(row).get(0), row);
            if (feature.get("recorded").asInt() < 320) {
                assertTrue(row.contains("<small>"), "a verdict on chance alone: " + row);
                continue;
            }
            String shape = index > 0.25 ? "risk red" : index > 0.1 ? "risk amber" : "risk green";
            assertTrue(row.contains(shape), row);
            shown++;
        }
        assertTrue(shown > 10, shown + " features have an index");
    }

    private static String row(String html, String id) {
        var row = Pattern.compile("<tr data-feature=\"" + id + "\">.*?</tr>", Pattern.DOTALL)
                .matcher(html);
        assertTrue(row.find(), id);
        return row.group();
    }

    @Test
    void probabilities_are_held_against_a_batch_of_the_very_version_that_told_them_or_against_none() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            askEverybody(server);
            TinyCompany.publish(
                    Registry.at(root.resolve("registry")), "churn", TinyCompany.churn(2), TinyCompany.SCHEMA);
            server.server().refresh();
            askEverybody(server);
            JsonNode told = json(server.get("/v1/quality")).at("/drift/churnProbability");
            assertTrue(told.get("stability").isNull(), "against the batch of another version: " + told);
            assertTrue(told.get("recorded").asInt() > 200 && told.get("missing").asInt() == 0, told.toString());
            assertTrue(churn(server, 2).contains("nothing to compare"));
            assertTrue(churn(server, 1).contains("risk green"), "what the batch told of the same users");
            passTime(server);
            assertTrue(json(server.get("/v1/quality"))
                    .at("/drift/churnProbability/stability")
                    .isNumber());
            assertTrue(churn(server, 1).contains("nothing to compare"));
        }
    }

    private static String churn(RunningServer server, int version) throws Exception {
        return row(page(server, CHURN + "/versions/" + version), "churn_probability");
    }

    @Test
    void a_version_that_gave_few_scores_says_that_they_are_not_enough() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            askEverybody(server);
            TinyCompany.publish(
                    Registry.at(root.resolve("registry")), "churn", TinyCompany.churn(0.3), TinyCompany.SCHEMA);
            server.server().refresh();
            assertTrue(page(server, CHURN).contains("holds no answer to a request for a score by this version"));
            server.get("/v1/users/" + encoded(TinyCompany.ledgers(USERS).get(1).user()) + "/score");
            assertEquals(
                    1,
                    server.quality(told -> told.path("scores").asInt() > 0)
                            .get("scores")
                            .asInt());
            String champion = page(server, CHURN);
            assertTrue(champion.contains("id=\"few-scores\"") && champion.contains("Not enough scores yet"), champion);
            assertFalse(champion.contains("id=\"drift\""), "an index of chance alone");
            assertEquals(
                    List.of(1.0, 50.0),
                    PageNumbers.values(new PageNumbers(champion).part("live-estimated", "div")),
                    "an area of one score");
            assertTrue(page(server, CHURN + "?lang=zh").contains("评分数量尚不足"));
            String before = page(server, CHURN + "/versions/1");
            assertTrue(before.contains("id=\"drift\""), "the version before is judged by its own scores");
            assertFalse(page(server, "/models/ltv").contains("id=\"live\""), "a model without churn probabilities");
        }
    }

    @Test
    void where_live_events_are_seen_up_to_today_outcomes_come_by_themselves() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            String event = "{\"events\":[{\"user\":\"somebody\",\"id\":\"a\",\"at\":\"2026-01-04T09:00:00Z\","
                    + "\"kind\":\"purchase\",\"amount\":3}]}";
            HttpResponse<String> taken = server.post("/v1/events", event);
            assertEquals(1, json(taken).path("accepted").asInt(), taken.body());
            server.get("/v1/users/" + encoded(TinyCompany.ledgers(USERS).get(1).user()) + "/score");
            String html = page(server, CHURN);
            assertTrue(html.contains("from 2026-"), html);
            assertFalse(html.contains("reach that day"), html);
        }
    }

    @Test
    void a_log_that_cannot_be_read_keeps_no_page_back_and_is_named() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, 30)) {
            Path folder = DecisionConfig.beside(root.resolve("registry"));
            Path away = Files.move(folder, root.resolve("away"));
            for (String path : new String[] {CHURN, CHURN + "/versions/1"}) {
                assertTrue(page(server, path).contains("be read, so nobody knows what was told; the server"), path);
                assertTrue(page(server, path + "?lang=zh").contains("决策日志无法读取"), path);
            }
            HttpResponse<String> told = server.get("/v1/quality");
            assertEquals(503, told.statusCode(), told.body());
            assertTrue(told.headers().firstValue("Retry-After").isPresent());
            assertTrue(told.body().contains("decision log can't be read"), told.body());
            Files.move(away, folder);
        }
    }

    @Test
    void of_a_long_log_the_newest_part_is_read_and_it_is_said_how_far_back_that_reached() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            String line = "{\"at\":\"2026-01-02T03:04:05Z\",\"of\":\"" + "x".repeat(9_960) + "\"}\n";
            Path folder = DecisionConfig.beside(root.resolve("registry"));
            Files.writeString(
                    folder.resolve("9".repeat(15) + "-long.jsonl"),
                    line.repeat((QualityCheck.MOST_MEBIBYTES << 20) / line.length() + 1));
            // On a busy machine it is read for longer than one question waits.
            JsonNode told = server.quality(answer -> answer.has("since"));
            String html = page(server, CHURN);
            assertTrue(html.contains("id=\"few-scores\"") && html.contains("back to 2026-01-02 03:04 UTC"), html);
            assertEquals("2026-01-02T03:04:05Z", told.get("since").asText());
            assertEquals(0, told.get("unreadable").asInt());
        }
    }

    @Test
    void without_a_decision_log_the_page_says_what_to_do() throws Exception {
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        try (RunningServer server = RunningServer.over(registry)) {
            assertTrue(page(server, CHURN).contains("--decisions DIR"));
        }
    }

    @Test
    void whom_the_api_refuses_the_page_tells_nothing_of_it() throws Exception {
        KeyFile keys = new KeyFile(root.resolve("keys.json"));
        String analyst =
                keys.create("a", Set.of(Role.ANALYST), RunningServer.NOW, RunningServer.NOW.plus(Duration.ofDays(1)));
        String program =
                keys.create("s", Set.of(Role.SCORE), RunningServer.NOW, RunningServer.NOW.plus(Duration.ofDays(1)));
        ServerConfig config =
                ServerConfig.defaults().withAccess(AccessConfig.none().withKeys(keys.path()));
        try (RunningServer server = RunningServer.ofTinyCompany(root, 30, config)) {
            assertTrue(as(server, analyst).contains("id=\"live\""));
            assertFalse(as(server, program).contains("id=\"live\""));
        }
    }

    private static String as(RunningServer server, String key) throws Exception {
        HttpResponse<String> answer = server.send(HttpRequest.newBuilder(server.uri(CHURN))
                .header("Authorization", "Bearer " + key)
                .build());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }
}
