package io.perennial.http;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.config.DecisionConfig;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.quality.Drift;
import io.perennial.scoring.registry.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How good answers were, told from the log of them and from what happened since. */
class QualityTest {

    private static final int USERS = 40;
    private static final LocalDate RETURNED = TinyCompany.AS_OF.plusDays(20);

    @TempDir
    Path root;

    private RunningServer server;
    private final Map<String, Double> told = new HashMap<>();

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.ofTinyCompany(root, USERS);
        for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
            for (int times = 0; times < 2; times++) {
                JsonNode score = json(server.get("/v1/users/" + encoded(ledger.user()) + "/score"));
                JsonNode churn = score.at("/score/churn_probability");
                if (churn.isNumber() && score.at("/score/eligible").asBoolean()) {
                    told.put(ledger.user(), churn.doubleValue());
                }
            }
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void before_a_window_is_over_drift_and_the_area_to_be_expected_are_told() throws Exception {
        JsonNode quality = json(server.get("/v1/quality"));
        assertEquals("churn@1", quality.get("model").asText());
        assertEquals(told.size(), quality.get("scores").asInt(), "models are judged on eligible users");
        assertEquals(0, quality.get("outcomes").asInt());
        assertEquals(TinyCompany.SCHEMA.width(), quality.at("/drift/features").size());
        // What was told is what the batch had told of the same users.
        assertTrue(quality.at("/drift/churnProbability/stability").doubleValue() < 0.05, quality.toString());
        assertTrue(quality.at("/auc/estimated").doubleValue() > 0.5, quality.toString());
        assertTrue(quality.at("/auc/realised").isNull());
        assertTrue(quality.at("/auc/realisedLow").isNull());
    }

    @Test
    void once_windows_are_over_what_was_told_is_held_against_what_happened() throws Exception {
        List<UserLedger> later = new ArrayList<>();
        Map<String, Boolean> churned = new HashMap<>();
        for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
            boolean returns = later.size() % 3 == 0;
            later.add(returns ? ledger.plus(List.of(purchase(ledger.user()))) : ledger);
            churned.put(ledger.user(), !returns);
        }
        TinyCompany.passTime(server, root, later);
        JsonNode quality = server.settledQuality();
        assertEquals(told.size(), quality.get("outcomes").asInt(), quality.toString());
        assertEquals(area(churned), quality.at("/auc/realised").doubleValue(), 1e-12);
        assertTrue(quality.at("/auc/realisedLow").doubleValue() < area(churned), quality.toString());
        assertTrue(quality.at("/auc/realisedHigh").doubleValue() > area(churned), quality.toString());
        int users = 0;
        double cameTrue = 0;
        for (JsonNode bin : quality.get("calibration")) {
            users += bin.get("users").asInt();
            cameTrue += bin.get("users").asInt() * bin.get("cameTrue").doubleValue();
        }
        assertEquals(told.size(), users);
        assertEquals(told.keySet().stream().filter(churned::get).count(), Math.round(cameTrue));
    }

    @Test
    void what_was_realised_is_held_against_what_was_to_be_expected_of_the_very_same_scores() throws Exception {
        JsonNode early = json(server.get("/v1/quality"));
        double expected = early.at("/auc/estimated").doubleValue();
        assertTrue(early.at("/auc/estimatedOfOutcomes").isNull(), early.toString());
        TinyCompany.passTime(server, root, TinyCompany.ledgers(USERS));
        String rows = IntStream.range(0, 50)
                .mapToObj(i -> "{\"user\":\"new " + i + "\",\"features\":{\"silence_days\":" + (i < 25 ? 5 : 90) + "}}")
                .collect(Collectors.joining(","));
        server.post("/v1/score", "{\"asOf\":\"2026-05-01\",\"rows\":[" + rows + "]}");
        JsonNode quality = server.quality(now -> now.path("scores").asInt() > told.size()
                && !now.path("outcomesPending").asBoolean(true));
        assertEquals(told.size(), quality.get("outcomes").asInt(), quality.toString());
        assertEquals(expected, quality.at("/auc/estimatedOfOutcomes").doubleValue(), 1e-12);
        assertTrue(Math.abs(expected - quality.at("/auc/estimated").doubleValue()) > 1e-3, quality.toString());
    }

    @Test
    void what_of_the_log_is_damaged_is_counted_and_keeps_nothing_else_back() throws Exception {
        JsonNode before = json(server.get("/v1/quality"));
        assertEquals(0, before.get("unreadable").asInt());
        Path folder = DecisionConfig.beside(root.resolve("registry"));
        byte[] noText = new byte[300];
        Arrays.fill(noText, (byte) 0xff);
        noText[299] = '\n';
        Files.write(folder.resolve("9".repeat(15) + "-damaged.jsonl"), noText);
        Files.createDirectory(folder.resolve("9".repeat(15) + "-folder.jsonl"));
        JsonNode after = server.quality(told -> told.path("unreadable").asInt() > 0);
        assertEquals(2, after.get("unreadable").asInt());
        String page = server.get("/models/churn").body();
        assertTrue(page.contains("id=\"live-unreadable\"><data value=\"2.0\">"), page);
        assertEquals(before.get("scores"), after.get("scores"));
        assertEquals(before.get("drift"), after.get("drift"));
    }

    @Test
    void a_feature_of_which_nothing_comes_any_more_stands_before_all_that_moved() throws Exception {
        server.close();
        server = RunningServer.ofTinyCompany(root.resolve("other"), USERS);
        String rows = IntStream.range(0, Drift.ENOUGH)
                .mapToObj(i -> "{\"user\":\"new " + i + "\",\"features\":{\"silence_days\":" + i % 100 + "}}")
                .collect(Collectors.joining(","));
        server.post("/v1/score", "{\"asOf\":\"2026-01-01\",\"rows\":[" + rows + "]}");
        JsonNode features = json(server.get("/v1/quality")).at("/drift/features");
        assertTrue(features.get(0).get("gone").asBoolean(), features.toString());
        assertTrue(features.get(0).get("stability").isNull(), features.toString());
        boolean isGone = true;
        for (JsonNode feature : features) {
            assertTrue(isGone || !feature.get("gone").asBoolean(), feature + " stands after what moved");
            isGone = feature.get("gone").asBoolean();
            assertFalse(isGone && feature.get("id").asText().equals("silence_days"));
        }
        assertTrue(server.get("/models/churn").body().contains("all missing"));
    }

    private double area(Map<String, Boolean> churned) {
        double won = 0;
        double pairs = 0;
        for (String gone : told.keySet()) {
            for (String stayed : told.keySet()) {
                if (churned.get(gone) && !churned.get(stayed)) {
                    pairs++;
                    won += (1 + Math.signum(told.get(gone) - told.get(stayed))) / 2;
                }
            }
        }
        return won / pairs;
    }

    private static LedgerDay purchase(String user) {
        Event event = new Event(
                user, RETURNED.atTime(9, 0).toInstant(ZoneOffset.UTC), EventKind.PURCHASE, 100, 0, 0, "", "", "", "e");
        return LedgerDay.of(Math.toIntExact(RETURNED.toEpochDay()), event);
    }

    @Test
    void without_a_decision_log_it_says_what_to_do() throws Exception {
        server.close();
        server = RunningServer.over(Registry.at(root.resolve("registry")), ServerConfig.defaults());
        var answer = server.get("/v1/quality");
        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("--decisions"), answer.body());
    }
}
