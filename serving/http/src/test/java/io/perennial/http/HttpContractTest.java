package io.perennial.http;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.answer.Subject;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.score.Score;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server over HTTP: every route, and bad input of each kind. */
class HttpContractTest {

    @TempDir
    static Path root;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.ofTinyCompany(root, 120);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_page_of_another_site_has_nothing_done_where_no_key_is_asked_for() throws Exception {
        for (String path : List.of("/v1/users/nobody/contacts", "/v2/repository/models/churn/load")) {
            assertEquals(403, posted(path, "Origin", "http://elsewhere.example"), path);
            assertEquals(403, posted(path, "Sec-Fetch-Site", "cross-site"), path);
            assertEquals(403, posted(path, "Sec-Fetch-Site", "same-site"), path);
            assertNotEquals(403, posted(path, "Sec-Fetch-Site", "same-origin"), path);
            assertNotEquals(403, posted(path, "X-Request-Id", "of-a-program"), path);
        }
    }

    private static int posted(String path, String header, String value) throws Exception {
        return server.send(HttpRequest.newBuilder(server.uri(path))
                        .header(header, value)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build())
                .statusCode();
    }

    @Test
    void it_lives_and_is_ready_with_every_model_named() throws Exception {
        assertEquals("{\"live\":true}", server.get("/livez").body());
        HttpResponse<String> ready = server.get("/readyz");
        assertEquals(200, ready.statusCode());
        assertEquals(3, json(ready).get("models").size());
        assertEquals(120, json(ready).get("population").get("users").asInt());
        assertEquals(0, json(ready).get("refused").size());
    }

    @Test
    void a_score_is_bit_equal_to_the_scorers_and_says_what_it_was_made_from() throws Exception {
        for (UserLedger ledger : TinyCompany.ledgers(120)) {
            HttpResponse<String> response = server.get("/v1/users/" + encoded(ledger.user()) + "/score");
            assertEquals(200, response.statusCode(), response.body());
            JsonNode answer = json(response);
            Score score = score(ledger);
            JsonNode columns = answer.get("score");
            assertEquals(ledger.user(), columns.get("user_id").asText());
            if (score.churn().isEmpty()) {
                assertTrue(columns.get("churn_probability").isNull());
                assertEquals(
                        "never_active", answer.get("verdicts").get(0).get("id").asText());
            } else {
                assertEquals(
                        score.churn().get().probability(),
                        columns.get("churn_probability").doubleValue());
                assertEquals(
                        score.value().orElseThrow().ltv(), columns.get("ltv").doubleValue());
                assertEquals("churn@1", columns.get("model_churn").asText());
                assertCurve(score, answer.get("survival"));
                assertEquals("RC-SILENCE_DAYS-UP", columns.get("top_reason_1").asText());
            }
            assertEquals(3, answer.get("features").get("ageDays").asInt());
            assertEquals(64, answer.get("models").get(0).get("digest").asText().length());
            assertTrue(answer.get("predictionId").asText().matches("p-[0-9a-f]{32}"));
        }
    }

    private static void assertCurve(Score score, JsonNode survival) {
        double end = score.churn().orElseThrow().probability();
        assertEquals(2, survival.size());
        assertEquals(10, survival.get(0).get("day").asInt());
        assertTrue(survival.get(0).get("probability").doubleValue() > end, survival.toString());
        assertEquals(score.frame().horizonDays(), survival.get(1).get("day").asInt());
        assertEquals(end, survival.get(1).get("probability").doubleValue());
    }

    private static Score score(UserLedger ledger) {
        Subject subject = Subject.of(ledger, TinyCompany.AS_OF, TinyCompany.FIRST_DAY, TinyCompany.SCHEMA, "test");
        return server.server().state().requireScorer().score(subject.row());
    }

    @Test
    void the_same_prediction_has_the_same_id_and_another_user_another() throws Exception {
        List<UserLedger> ledgers = TinyCompany.ledgers(120);
        String one = "/v1/users/" + encoded(ledgers.get(0).user()) + "/score";
        String two = "/v1/users/" + encoded(ledgers.get(1).user()) + "/score";
        assertEquals(
                json(server.get(one)).get("predictionId"), json(server.get(one)).get("predictionId"));
        assertFalse(json(server.get(one))
                .get("predictionId")
                .equals(json(server.get(two)).get("predictionId")));
    }

    @Test
    void an_unknown_user_is_404_with_advice() throws Exception {
        for (String id : List.of("nobody", "..", "%2e%2e%2fetc%2fpasswd", "a%20b", "x".repeat(500), "%F0%9F%98%80")) {
            HttpResponse<String> response = server.get("/v1/users/" + id + "/score");
            assertProblem(response, 404, "unknown-");
        }
    }

    @Test
    void an_explanation_adds_up_to_the_very_score_that_is_served() throws Exception {
        for (UserLedger ledger : TinyCompany.ledgers(120)) {
            Score score = score(ledger);
            for (String target : List.of("churn", "ltv", "trend")) {
                HttpResponse<String> response =
                        server.get("/v1/users/" + encoded(ledger.user()) + "/explanation?target=" + target);
                if (score.churn().isEmpty()) {
                    assertProblem(response, 404, "no-score");
                    continue;
                }
                assertEquals(200, response.statusCode(), response.body());
                JsonNode answer = json(response);
                double served = Target.valueOf(target.toUpperCase(Locale.ROOT))
                        .of(score)
                        .orElseThrow();
                assertEquals(served, answer.get("value").doubleValue());
                double sum = answer.get("baseline").get("value").doubleValue()
                        + answer.get("context").doubleValue();
                for (JsonNode dimension : answer.get("dimensions")) {
                    sum += dimension.get("contribution").doubleValue();
                }
                assertEquals(served, sum, 1e-9 * Math.max(1, Math.abs(served)));
                assertEquals(7, answer.get("dimensions").size());
            }
        }
    }

    @Test
    void reasons_speak_the_language_that_is_asked_for() throws Exception {
        String path = "/v1/users/" + encoded(TinyCompany.ledgers(120).get(1).user()) + "/explanation";
        JsonNode en = json(server.get(path + "?lang=en")).get("reasons").get(0);
        JsonNode zh = json(server.get(path + "?lang=zh")).get("reasons").get(0);
        assertEquals(en.get("code"), zh.get("code"));
        assertTrue(en.get("text").asText().contains("the risk by"), en.toString());
        assertTrue(zh.get("text").asText().contains("流失风险"), zh.toString());
        assertProblem(server.get(path + "?lang=fr"), 400, "bad-parameter");
    }

    @Test
    void rows_are_explained_with_a_status_each() throws Exception {
        String body = "{\"asOf\": \"2026-01-01\", \"lang\": \"zh\", \"rows\": ["
                + "{\"user\": \"a\", \"features\": {\"silence_days\": 60}}, {\"user\": \"b\", \"features\": {\"silense_days\": 1}},"
                + "{\"user\": \"c\", \"features\": {}}]}";
        JsonNode rows = json(server.post("/v1/explain", body)).get("rows");
        assertEquals(200, rows.get(0).get("status").asInt(), rows.toString());
        assertEquals(
                "silence",
                rows.get(0).get("answer").get("reasons").get(0).get("dimension").asText());
        assertEquals(400, rows.get(1).get("status").asInt());
        assertEquals(404, rows.get(2).get("status").asInt());
        assertProblem(server.post("/v1/explain", "{\"rows\": [], \"target\": \"luck\"}"), 400, "bad-field");
    }

    @Test
    void the_list_falls_by_expected_loss_and_pages_join_up() throws Exception {
        List<String> users = new ArrayList<>();
        double last = Double.POSITIVE_INFINITY;
        for (int from = 0; from >= 0; ) {
            JsonNode page = json(server.get("/v1/users?sort=expected_loss&limit=7&from=" + from));
            assertEquals(120, page.get("total").asInt());
            for (JsonNode user : page.get("users")) {
                users.add(user.get("user_id").asText());
                double loss = user.get("expected_loss").isNull()
                        ? -1
                        : user.get("expected_loss").doubleValue();
                assertTrue(loss <= last, user.toString());
                last = loss;
            }
            from = page.path("nextFrom").asInt(-1);
        }
        assertEquals(120, users.stream().distinct().count());
    }

    @Test
    void the_list_filters_by_colour() throws Exception {
        JsonNode red = json(server.get("/v1/users?risk=red&limit=1000"));
        assertTrue(red.get("total").asInt() > 0);
        assertEquals(red.get("total").asInt(), red.get("users").size());
        for (JsonNode user : red.get("users")) {
            assertTrue(user.get("churn_probability").doubleValue() >= 0.6, user.toString());
        }
    }

    @Test
    void rows_with_events_score_as_the_population_does() throws Exception {
        String body = """
                {"asOf": "2026-01-01", "rows": [{"user": "new", "events": [
                  {"at": "2025-12-01T10:00:00Z", "kind": "purchase", "amount": "12.345", "id": "a"},
                  {"at": "2025-12-01T10:00:00Z", "kind": "purchase", "amount": "12.345", "id": "a"},
                  {"at": "2025-12-03T10:00:00Z", "kind": "purchase", "amount": 20},
                  {"at": "2026-01-01T00:00:00Z", "kind": "purchase", "amount": 1000000}]}]}
                """;
        JsonNode row = json(server.post("/v1/score", body)).get("rows").get(0);
        assertEquals(200, row.get("status").asInt(), row.toString());
        JsonNode score = row.get("answer").get("score");
        // 12.345 is rounded half-even to 12.34, counts once, and what happened on the as-of is not seen.
        assertEquals(10 + 0.1 * 32.34, score.get("value_if_retained").doubleValue(), 1e-12);
        assertEquals("2025-12-03", score.get("last_active").asText());
    }

    @Test
    void rows_with_features_score_by_id_and_missing_ones_are_missing() throws Exception {
        String body = "{\"rows\": [{\"user\": \"x\", \"asOf\": \"2026-01-01\","
                + " \"features\": {\"silence_days\": 10, \"spend_lifetime\": null}}]}";
        JsonNode row = json(server.post("/v1/score", body)).get("rows").get(0);
        assertEquals(
                1 / (1 + StrictMath.exp(-(0.03 * 10 - 2))),
                row.get("answer").get("score").get("churn_probability").doubleValue(),
                1e-15);
    }

    @Test
    void each_row_has_a_status_of_its_own() throws Exception {
        String body = """
                {"asOf": "2026-01-01", "rows": [
                  {"user": "good", "features": {"silence_days": 3}},
                  {"user": "typo", "features": {"silence_day": 3}},
                  {"user": "both", "features": {}, "events": []},
                  {"user": "neither"},
                  {"user": "kind", "events": [{"at": "2025-01-01T00:00:00Z", "kind": "purchse"}]},
                  {"user": "when", "events": [{"at": "yesterday", "kind": "visit"}]},
                  {"user": "debt", "events": [{"at": "2025-01-01T00:00:00Z", "kind": "purchase", "amount": -1}]},
                  {"user": "free", "events": [{"at": "2025-01-01T00:00:00Z", "kind": "purchase"}]},
                  {"user": "mute", "events": [{"at": "2025-01-01T00:00:00Z", "kind": "nps"}]},
                  {"user": "long ago", "events": [{"at": "1969-12-31T00:00:00Z", "kind": "visit"}]},
                  {"user": "huge", "events": [{"at": "2025-01-01T00:00:00Z", "kind": "purchase", "amount": 1e300}]},
                  {"user": "tiny", "events": [{"at": "2025-01-01T00:00:00Z", "kind": "purchase", "amount": "1e-9"}]},
                  {"user": "  ", "features": {}},
                  {"user": 7, "features": {}},
                  {"user": "text", "features": {"silence_days": "3"}},
                  {"user": "extra", "features": {}, "feature": {}},
                  {"user": "clash", "events": [{"at": "2025-01-01T00:00:00Z", "kind": "visit", "id": "1"},
                                               {"at": "2025-01-02T00:00:00Z", "kind": "visit", "id": "1"}]}, 1, null, []]}
                """;
        JsonNode rows = json(server.post("/v1/score", body)).get("rows");
        assertEquals(200, rows.get(0).get("status").asInt());
        for (int i = 1; i < rows.size(); i++) {
            assertEquals(400, rows.get(i).get("status").asInt(), rows.get(i).toString());
            assertTrue(
                    rows.get(i).get("problem").hasNonNull("field"), rows.get(i).toString());
        }
        assertTrue(rows.get(1).get("problem").get("detail").asText().contains("did you mean 'silence_days'"));
        assertTrue(rows.get(4).get("problem").get("detail").asText().contains("did you mean 'purchase'"));
        assertTrue(rows.get(15).get("problem").get("detail").asText().contains("did you mean 'features'"));
        assertEquals(
                "rows[1].features.silence_day", rows.get(1).at("/problem/field").asText());
    }

    @Test
    void a_body_that_is_not_what_is_expected_is_told_so() throws Exception {
        for (String body : List.of(
                "",
                "{",
                "[]",
                "null",
                "1",
                "{} {}",
                "{\"rows\": [], \"rows\": []}",
                "{\"rows\": NaN}",
                "{\"rows\": [" + "[".repeat(40) + "]".repeat(40) + "]}",
                "{\"rows\": [{\"user\": \"" + "x".repeat(5_000) + "\"}]}",
                "{\"rows\": [{\"user\": \"x\", \"features\": {\"silence_days\": 1" + "0".repeat(80) + "}}]}",
                "\uFEFF\u0000{}")) {
            assertProblem(server.post("/v1/score", body), 400, "bad-json");
        }
        assertProblem(server.post("/v1/score", "{}"), 400, "bad-field");
        assertProblem(server.post("/v1/score", "{\"rows\": {}}"), 400, "bad-field");
        assertProblem(server.post("/v1/score", "{\"rows\": [], \"asOf\": \"soon\"}"), 400, "bad-field");
        HttpResponse<String> typo = server.post("/v1/score", "{\"row\": []}");
        assertProblem(typo, 400, "unknown-field");
        assertTrue(json(typo).get("detail").asText().contains("did you mean 'rows'"), typo.body());
        assertEquals("row", json(typo).get("field").asText());
    }

    @Test
    void too_much_is_413() throws Exception {
        String row = "{\"user\":\"x\",\"features\":{}},";
        String tooMany = "{\"rows\":[" + row.repeat(1_000) + row.substring(0, row.length() - 1) + "]}";
        assertProblem(server.post("/v1/score", tooMany), 413, "too-large");
        // Again and again: a server that hung up on who is still sending was read only sometimes.
        for (int i = 0; i < 20; i++) {
            assertProblem(server.post("/v1/score", " ".repeat((3 << 20) + i)), 413, "too-large");
        }
        HttpRequest chunked = HttpRequest.newBuilder(server.uri("/v1/score"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(new byte[(1 << 20) + 100])))
                .build();
        assertProblem(server.send(chunked), 413, "too-large");
    }

    @Test
    void wrong_method_type_and_form_are_told_apart() throws Exception {
        HttpResponse<String> delete = server.send(
                HttpRequest.newBuilder(server.uri("/v1/score")).DELETE().build());
        assertProblem(delete, 405, "method-not-allowed");
        assertEquals("POST", delete.headers().firstValue("Allow").orElse(""));
        assertProblem(server.post("/livez", "{}"), 405, "method-not-allowed");
        HttpRequest xml = HttpRequest.newBuilder(server.uri("/v1/score"))
                .header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofString("<a/>"))
                .build();
        assertProblem(server.send(xml), 415, "wrong-content-type");
        HttpRequest html = HttpRequest.newBuilder(server.uri("/livez"))
                .header("Accept", "text/html")
                .build();
        assertProblem(server.send(html), 406, "not-acceptable");
        assertProblem(server.get("/v1/nothing"), 404, "unknown-path");
        assertProblem(server.get("/v1/users/"), 404, "unknown-path");
    }

    @Test
    void an_unknown_or_impossible_parameter_is_named() throws Exception {
        HttpResponse<String> typo = server.get("/v1/users?limt=3");
        assertProblem(typo, 400, "unknown-parameter");
        assertTrue(json(typo).get("detail").asText().contains("did you mean 'limit'"), typo.body());
        for (String query :
                List.of("limit=0", "limit=x", "limit=1001", "from=-1", "risk=purple", "sort=name", "limit=1&limit=2")) {
            assertProblem(server.get("/v1/users?" + query), 400, "bad-parameter");
        }
    }

    @Test
    void the_registry_is_shown_with_its_journal() throws Exception {
        assertEquals(4, json(server.get("/v1/registry")).get("models").size());
        JsonNode churn = json(server.get("/v1/registry/churn"));
        assertEquals("published", churn.get("journal").get(0).get("action").asText());
        assertEquals(1, churn.get("champion").asInt());
        assertEquals(
                "hand-built",
                json(server.get("/v1/registry/churn/versions/1")).get("family").asText());
        assertProblem(server.get("/v1/registry/nothing"), 404, "unknown-model");
        assertProblem(server.get("/v1/registry/..%2f..%2fetc"), 404, "unknown-model");
        assertProblem(server.get("/v1/registry/churn/versions/9"), 404, "unknown-model");
        assertProblem(server.get("/v1/registry/churn/versions/x"), 400, "bad-parameter");
    }

    @Test
    void metrics_count_by_route_never_by_user() throws Exception {
        server.get("/v1/users/nobody/score");
        String metrics = server.get("/metrics").body();
        assertTrue(
                metrics.contains(
                        "perennial_request_seconds_count{method=\"GET\",route=\"/v1/users/{id}/score\",status=\"404\"}"),
                metrics);
        assertTrue(metrics.contains("perennial_model_version{model=\"churn\"} 1.0"), metrics);
        assertFalse(metrics.contains("nobody"));
    }

    private static void assertProblem(HttpResponse<String> response, int status, String kind) throws Exception {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
        JsonNode problem = json(response);
        assertTrue(problem.get("type").asText().startsWith("urn:perennial:problem:" + kind), response.body());
        assertEquals(status, problem.get("status").asInt());
        assertFalse(problem.get("detail").asText().isBlank());
        assertFalse(
                response.body().matches("(?s).*(\\bat [a-z]+\\.|Exception|com\\.fasterxml|io\\.perennial).*"),
                response.body());
    }
}
