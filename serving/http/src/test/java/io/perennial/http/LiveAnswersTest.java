package io.perennial.http;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.ledger.UserLedger;
import io.perennial.scoring.registry.Registry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What live events take from answers and what they don't: kinds that nobody reads, and reasons on request. */
class LiveAnswersTest {

    private static final UserLedger SOMEBODY = TinyCompany.ledgers(60).get(7);

    @TempDir
    Path root;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.ofTinyCompany(root, 60);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_event_of_a_kind_the_log_does_not_carry_is_kept_said_to_count_for_nothing_and_starts_nothing()
            throws Exception {
        JsonNode before = score(SOMEBODY.user());
        String social = "{\"user\":\"" + SOMEBODY.user()
                + "\",\"id\":\"s\",\"at\":\"2026-01-03T09:00:00Z\",\"kind\":\"social\"}";
        JsonNode answer = post(social, event("v", "2025-12-30T09:00:00Z", "late", 1));
        assertEquals(
                "{\"status\":200,\"outcome\":\"accepted\",\"counts\":false}",
                answer.at("/events/0").toString());
        assertTrue(answer.at("/events/1/counts").booleanValue());
        assertEquals(1, answer.get("notCounted").asInt());
        assertTrue(answer.get("note").asText().contains("visit, purchase, touch"), answer.toString());
        assertEquals(before, score(SOMEBODY.user()));
        assertEquals("2026-01-01", score("v").get("asOf").asText());
        JsonNode again = post(social);
        assertEquals(
                "{\"status\":200,\"outcome\":\"duplicate\",\"counts\":false}",
                again.at("/events/0").toString());
        assertEquals(
                1,
                json(server.get("/v1/users/" + encoded(SOMEBODY.user())))
                        .at("/ledger/liveEvents")
                        .asInt());
        assertTrue(server.get("/metrics").body().contains("\nperennial_events_not_counted_total 2.0\n"));
        post(event("v", "2026-01-03T09:00:00Z", "counted", 1));
        assertEquals("2026-01-05", score(SOMEBODY.user()).get("asOf").asText());
    }

    @Test
    void an_event_of_a_kind_the_log_does_not_carry_changes_no_score_of_a_day_that_sees_it() throws Exception {
        JsonNode before = score(SOMEBODY.user());
        for (String kind : List.of("social", "coupon", "complaint")) {
            JsonNode answer = post("{\"user\":\"" + SOMEBODY.user() + "\",\"id\":\"" + kind
                    + "\",\"at\":\"2025-12-30T09:00:00Z\",\"kind\":\"" + kind
                    + "\",\"item\":\"another\",\"channel\":\"shop\"}");
            assertEquals(1, answer.get("notCounted").asInt(), answer.toString());
            assertEquals(before, score(SOMEBODY.user()), kind);
        }
        JsonNode known = json(server.get("/v1/users/" + encoded(SOMEBODY.user())));
        assertEquals(1, known.at("/ledger/events/social").asInt(), "what is held of a person is told");
    }

    @Test
    void events_inline_give_the_features_that_the_same_events_sent_before_give_whatever_their_kinds() throws Exception {
        String[] events = {
            "\"at\":\"2025-12-05T09:00:00Z\",\"kind\":\"social\",\"item\":\"other\"",
            "\"at\":\"2025-12-20T09:00:00Z\",\"kind\":\"visit\"",
            "\"at\":\"2025-12-28T09:00:00Z\",\"kind\":\"purchase\",\"amount\":3"
        };
        for (int i = 0; i < events.length; i++) {
            post("{\"user\":\"parity\",\"id\":\"" + i + "\"," + events[i] + "}");
        }
        JsonNode live = score("parity");
        String rows = "{\"asOf\":\"2026-01-01\",\"rows\":[{\"user\":\"parity\",\"events\":[{"
                + String.join("},{", events) + "}]}]}";
        JsonNode inline = json(server.post("/v1/score", rows));
        assertEquals(live.get("asOf"), inline.at("/rows/0/answer/asOf"));
        assertEquals(live.get("score"), inline.at("/rows/0/answer/score"));
        assertEquals(features(live), features(inline.at("/rows/0/answer")), "a social event makes the user older");
        assertEquals(1, inline.get("notCounted").asInt(), inline.toString());
        assertTrue(inline.get("note").asText().contains("visit, purchase, touch"), inline.toString());
        JsonNode explained = json(server.post("/v1/explain", rows));
        assertEquals(inline.get("notCounted"), explained.get("notCounted"));
        assertEquals(inline.get("note"), explained.get("note"));
        JsonNode all = json(server.post("/v1/score", rows.replace("\"social\"", "\"visit\"")));
        assertFalse(all.has("notCounted") || all.has("note"), all.toString());
    }

    /** Stands for the features that an answer was made from. */
    private JsonNode features(JsonNode answer) throws Exception {
        JsonNode digest = json(server.get(answer.get("trace").asText())).at("/inputsDigest");
        assertTrue(digest.isTextual(), digest.toString());
        return digest;
    }

    @Test
    void whom_a_population_knows_that_does_not_fit_is_not_scored_by_live_events_alone() throws Exception {
        post(event(SOMEBODY.user(), "2026-01-03T09:00:00Z", "today", 1));
        server.close();
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publish(registry, "churn", TinyCompany.churn(0), TinyCompany.schema(30));
        server = RunningServer.over(registry);
        HttpResponse<String> refused = server.get("/v1/users/" + encoded(SOMEBODY.user()) + "/score");
        assertEquals(503, refused.statusCode(), refused.body());
        assertTrue(json(refused).get("detail").asText().contains("then load its population"), refused.body());
        String row = "{\"user\":\"r\",\"events\":[{\"at\":\"2025-12-01T09:00:00Z\",\"kind\":\"visit\"}]}";
        JsonNode inline = json(server.post("/v1/score", "{\"asOf\":\"2026-01-01\",\"rows\":[" + row + "]}"));
        assertEquals(200, inline.at("/rows/0/status").asInt(), inline.toString());
    }

    @Test
    void reasons_that_are_asked_for_are_those_of_the_explanation_and_replay_to_the_same_bytes() throws Exception {
        String path = "/v1/users/" + encoded(SOMEBODY.user());
        assertEquals(
                "RC-SILENCE_DAYS-UP",
                score(SOMEBODY.user()).at("/score/top_reason_1").asText());
        post(event(SOMEBODY.user(), "2026-01-03T09:00:00Z", "a", 1));
        assertTrue(score(SOMEBODY.user()).at("/score/top_reason_1").isNull());
        JsonNode told = json(server.get(path + "/score?reasons=true"));
        JsonNode reasons = json(server.get(path + "/explanation")).get("reasons");
        assertTrue(reasons.size() > 0);
        for (int i = 0; i < Math.min(3, reasons.size()); i++) {
            assertEquals(reasons.get(i).get("code"), told.at("/score/top_reason_" + (i + 1)));
        }
        assertEquals(
                "/v1/trace/" + told.get("predictionId").asText(),
                told.get("trace").asText());
        assertTrue(json(server.post(told.get("trace").asText() + "/replay", ""))
                .get("equal")
                .booleanValue());
        JsonNode late = json(server.send(HttpRequest.newBuilder(server.uri(path + "/score?reasons=true"))
                .header("X-Deadline-Ms", "0")
                .build()));
        assertEquals(
                "explanations: the deadline left no time for them",
                late.get("dropped").asText());
        assertTrue(late.at("/score/top_reason_1").isNull());
        assertEquals(told.at("/score/churn_probability"), late.at("/score/churn_probability"));
        assertEquals(400, server.get(path + "/score?reasons=perhaps").statusCode());
    }

    @Test
    void rows_that_bring_their_events_are_told_with_reasons_where_these_are_asked_for() throws Exception {
        String row = "{\"user\":\"r\",\"events\":[{\"at\":\"2025-12-01T09:00:00Z\",\"kind\":\"visit\"}]}";
        String rows = "\"asOf\":\"2026-01-01\",\"rows\":[" + row + ",{\"user\":\"bad\"}]";
        JsonNode plain = json(server.post("/v1/score", "{" + rows + "}"));
        assertTrue(plain.at("/rows/0/answer/score/top_reason_1").isNull());
        JsonNode told = json(server.post("/v1/score", "{\"reasons\":true," + rows + "}"));
        JsonNode explained = json(server.post("/v1/explain", "{" + rows + "}"));
        assertEquals(explained.at("/rows/0/answer/reasons/0/code"), told.at("/rows/0/answer/score/top_reason_1"));
        assertEquals(
                plain.at("/rows/0/answer/score/churn_probability"), told.at("/rows/0/answer/score/churn_probability"));
        assertEquals(400, told.at("/rows/1/status").asInt());
        String many = "{\"reasons\":true,\"asOf\":\"2026-01-01\",\"rows\":["
                + String.join(",", Collections.nCopies(21, row)) + "]}";
        JsonNode refused = json(server.post("/v1/score", many));
        assertEquals("reasons", refused.get("field").asText());
    }

    private JsonNode post(String... events) throws Exception {
        HttpResponse<String> answer = server.post("/v1/events", "{\"events\":[" + String.join(",", events) + "]}");
        assertEquals(200, answer.statusCode(), answer.body());
        return json(answer);
    }

    private JsonNode score(String user) throws Exception {
        HttpResponse<String> answer = server.get("/v1/users/" + encoded(user) + "/score");
        assertEquals(200, answer.statusCode(), answer.body());
        return json(answer);
    }

    private static String event(String user, String at, String id, double amount) {
        return "{\"user\":\"" + user + "\",\"id\":\"" + id + "\",\"at\":\"" + at
                + "\",\"kind\":\"purchase\",\"amount\":" + amount + "}";
    }
}
