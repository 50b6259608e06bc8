package io.perennial.http.explain;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.TinyCompany.Batch;
import io.perennial.scoring.registry.Registry;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an answer to its trace and back to the same bytes, over HTTP. */
class TraceTest {

    private static final String USER = TinyCompany.ledgers(40).get(1).user();
    private static final String PATH = "/v1/users/" + encoded(USER);

    @TempDir
    Path root;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.ofTinyCompany(root, 40);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_answer_leads_to_its_trace_and_replays_to_its_bytes_after_a_newer_champion() throws Exception {
        String score = server.get(PATH + "/score").body();
        String why = server.get(PATH + "/explanation?target=ltv&lang=zh").body();
        server.get(PATH + "/explanation?compareTo=2025-12-20");
        String id = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(score)
                .get("predictionId")
                .asText();
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publish(registry, "churn", TinyCompany.churn(0.7), TinyCompany.SCHEMA);
        server.server().refresh();
        assertFalse(server.get(PATH + "/score").body().contains(id));

        JsonNode trace = json(server.get("/v1/trace/" + id));
        assertEquals(3, trace.get("answers").size(), trace.toString());
        assertEquals(1, trace.get("models").get(0).get("version").asInt());
        assertFalse(trace.toString().contains(USER));
        assertEquals(digest(trace), trace.get("inputsDigest").asText(), "of the very inputs that are shown");
        assertEquals(0.2, trace.at("/grades/r2").asDouble(), "where the grades began that were told");

        JsonNode replay = json(server.post(trace.get("replay").asText(), ""));
        assertTrue(replay.get("equal").booleanValue(), replay.toString());
        List<String> made = replay.get("answers").findValues("answer").stream()
                .map(answer -> answer.toString().replace(trace.get("user").asText(), USER))
                .toList();
        assertTrue(made.contains(score), score);
        assertTrue(made.contains(why), why);
    }

    @Test
    void what_was_told_under_a_name_that_was_merged_since_is_in_the_history_and_on_the_page() throws Exception {
        JsonNode told = scoreOfDevice();
        String prediction = told.get("predictionId").asText();
        server.post(told.get("trace").asText() + "/feedback", "{\"kind\":\"reason_wrong\",\"text\":\"on holiday\"}");
        server.get(PATH + "/score");
        mergeDevice();
        for (String name : List.of(encoded(USER), "device-1")) {
            JsonNode history = json(server.get("/v1/users/" + name + "/history"));
            assertEquals(2, history.get("predictions").size(), history.toString());
            assertEquals(prediction, history.at("/predictions/1/predictionId").asText(), "the older of the two");
            assertEquals("on holiday", history.at("/feedback/0/text").asText());
        }
        String page = server.get("/users/" + encoded(USER)).body();
        assertTrue(page.contains("/trace/" + prediction) && page.contains("on holiday"), page);
    }

    @Test
    void who_was_erased_under_a_name_that_was_merged_since_leaves_no_trace() throws Exception {
        assertTrue(scoreOfDevice().has("trace"));
        HttpRequest erase = HttpRequest.newBuilder(server.uri("/v1/users/device-1"))
                .DELETE()
                .build();
        assertEquals(204, server.send(erase).statusCode());
        mergeDevice();
        assertFalse(scoreOfDevice().has("trace"));
    }

    /** Of a row that brings its features, under a name nobody knows yet. */
    private JsonNode scoreOfDevice() throws Exception {
        String rows = "{\"asOf\":\"2026-01-01\",\"rows\":[{\"user\":\"device-1\",\"features\":{\"silence_days\":9}}]}";
        return json(server.post("/v1/score", rows)).at("/rows/0/answer");
    }

    /** A load by which that name is the user's. */
    private void mergeDevice() {
        TinyCompany.publishPopulation(
                Registry.at(root.resolve("registry")),
                server.server().state().requireScorer(),
                root.resolve("merged"),
                new Batch(TinyCompany.AS_OF, "data", TinyCompany.ledgers(40), Map.of("device-1", USER)));
        server.server().refresh();
    }

    private static String digest(JsonNode trace) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (String part : List.of("features", "sequence")) {
            for (JsonNode value : trace.get(part)) {
                out.writeDouble(value.isNull() ? Double.NaN : value.doubleValue());
            }
        }
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    }

    @Test
    void rows_of_a_request_are_traced_each() throws Exception {
        String body = "{\"asOf\": \"2026-01-01\", \"rows\": [{\"user\": \"new\", \"features\": {\"silence_days\": 9}},"
                + " {\"user\": \"bad\"}]}";
        JsonNode scored =
                json(server.post("/v1/score", body)).get("rows").get(0).get("answer");
        JsonNode explained =
                json(server.post("/v1/explain", body)).get("rows").get(0).get("answer");
        assertEquals(scored.get("predictionId"), explained.get("predictionId"));
        String id = scored.get("predictionId").asText();
        JsonNode trace = json(server.get("/v1/trace/" + id));
        assertEquals(9, trace.get("features").get("silence_days").asInt());
        assertTrue(trace.get("features").get("visits_7").isNull());
        assertTrue(json(server.post("/v1/trace/" + id + "/replay", ""))
                .get("equal")
                .booleanValue());
        String page = server.get("/trace/" + id).body();
        assertTrue(page.contains("<small><code>silence_days</code></small></th>"), page);
        assertTrue(page.contains("<data value=\"9.0\">9</data> days"), page);
        assertTrue(page.contains("no record"), page);
        assertTrue(server.get("/trace/" + id + "?lang=zh").body().contains("无记录"), "missing is not said");
    }

    @Test
    void history_tells_what_was_served_with_versions() throws Exception {
        server.get(PATH + "/score");
        server.get(PATH + "/score");
        TinyCompany.publish(Registry.at(root.resolve("registry")), "churn", TinyCompany.churn(0.7), TinyCompany.SCHEMA);
        server.server().refresh();
        double now = json(server.get(PATH + "/score"))
                .get("score")
                .get("churn_probability")
                .doubleValue();
        JsonNode history = json(server.get(PATH + "/history")).get("predictions");
        assertEquals(2, history.size(), history.toString());
        assertEquals(2, history.get(0).get("models").get(0).get("version").asInt());
        assertEquals(now, history.get(0).get("values").get("churn_probability").doubleValue());
        assertEquals(2, history.get(1).get("times").asInt());
        assertEquals(
                0,
                json(server.get("/v1/users/nobody/history")).get("predictions").size());
        assertEquals(
                1,
                json(server.get(PATH + "/history?limit=1")).get("predictions").size());
    }

    @Test
    void a_history_that_is_cut_says_so() throws Exception {
        scoreRows(1_000, 9);
        scoreRows(1_000, 8);
        JsonNode whole = json(server.get("/v1/users/new/history"));
        assertEquals(2, whole.get("predictions").size());
        assertEquals(1_000, whole.at("/predictions/1/times").asInt());
        assertFalse(whole.get("truncated").booleanValue());
        JsonNode newest = json(server.get("/v1/users/new/history?limit=1"));
        assertEquals(1, newest.get("predictions").size());
        assertTrue(newest.get("truncated").booleanValue());
        scoreRows(1, 7);
        assertTrue(json(server.get("/v1/users/new/history")).get("truncated").booleanValue());
    }

    /** Asks for the same score so many times in one request. */
    private void scoreRows(int times, int silence) throws Exception {
        String row = "{\"user\": \"new\", \"features\": {\"silence_days\": " + silence + "}}";
        String rows = String.join(",", Collections.nCopies(times, row));
        assertEquals(
                200,
                server.post("/v1/score", "{\"asOf\": \"2026-01-01\", \"rows\": [" + rows + "]}")
                        .statusCode());
    }

    @Test
    void a_what_if_leaves_no_trace() throws Exception {
        HttpResponse<String> tried = server.post(PATH + "/what-if", "{\"features\": {\"silence_days\": 9}}");
        HttpResponse<String> trace =
                server.get("/v1/trace/" + json(tried).get("predictionId").asText());
        assertEquals(404, trace.statusCode());
        assertTrue(json(trace).get("type").asText().endsWith("unknown-prediction"), trace.body());
    }

    @Test
    void a_version_that_is_gone_is_named_in_the_replay() throws Exception {
        String id = json(server.get(PATH + "/score")).get("predictionId").asText();
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publish(registry, "churn", TinyCompany.churn(0.7), TinyCompany.SCHEMA);
        java.nio.file.Files.write(root.resolve("registry/churn/versions/1/model.bin"), new byte[] {1, 2, 3});
        JsonNode replay = json(server.post("/v1/trace/" + id + "/replay", ""));
        assertFalse(replay.get("equal").booleanValue());
        assertTrue(replay.get("answers").get(0).get("reason").asText().contains("is not the one that was published"));
    }
}
