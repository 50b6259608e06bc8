package io.perennial.http.explain;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user's score would be: scored anew, split exactly, and nothing kept. */
class WhatIfTest {

    @TempDir
    static Path root;

    private static final String PATH =
            "/v1/users/" + encoded(TinyCompany.ledgers(60).get(1).user());

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.ofTinyCompany(root, 60);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_score_is_that_of_the_changed_row_and_the_parts_add_up() throws Exception {
        JsonNode before = json(server.get(PATH + "/score")).get("score");
        JsonNode answer = json(ask("{\"features\": {\"silence_days\": 60}}"));
        double after = 1 / (1 + StrictMath.exp(-(0.03 * 60 - 2)));
        assertEquals(after, answer.get("after").get("churn_probability").doubleValue(), 1e-15);
        assertEquals(before, answer.get("before"));
        JsonNode change = answer.get("change");
        assertEquals(before.get("churn_probability"), change.get("from"));
        assertEquals(answer.get("after").get("churn_probability"), change.get("to"));
        double sum = change.get("from").doubleValue() + change.get("context").doubleValue();
        for (JsonNode dimension : change.get("byDimension")) {
            sum += dimension.get("delta").doubleValue();
            assertTrue(
                    dimension.get("id").asText().equals("silence")
                            || dimension.get("delta").doubleValue() == 0,
                    dimension.toString());
        }
        assertEquals(after, sum, 1e-12);
        assertEquals(0, change.get("model").doubleValue());
        assertFalse(answer.get("causal").booleanValue());
        assertEquals(60, answer.get("changed").get(0).get("to").doubleValue());
    }

    @Test
    void value_moves_along_with_the_risk() throws Exception {
        JsonNode answer = json(ask("{\"features\": {\"silence_days\": 0}, \"target\": \"ltv\", \"lang\": \"zh\"}"));
        JsonNode change = answer.get("change");
        assertEquals(answer.get("after").get("ltv"), change.get("to"));
        assertTrue(change.get("to").doubleValue() > change.get("from").doubleValue(), change.toString());
        assertEquals("沉默天数", answer.get("changed").get(0).get("name").asText());
        assertTrue(answer.get("caution").asText().contains("并非因果"), answer.toString());
    }

    @Test
    void nothing_is_kept() throws Exception {
        String before = server.get(PATH + "/score").body();
        JsonNode tried = json(ask("{\"features\": {\"silence_days\": 99}}"));
        assertEquals(before, server.get(PATH + "/score").body());
        assertFalse(before.contains(tried.get("predictionId").asText()));
    }

    @Test
    void what_may_not_be_changed_is_refused_by_name() throws Exception {
        for (Map.Entry<String, String> refused : Map.of(
                        "{\"silence_day\": 3}", "did you mean 'silence_days'?",
                        "{\"silence_days\": -1}", "a number from 0.0 to",
                        "{\"silence_days\": 100000}", "a number from 0.0 to",
                        "{\"silence_days\": null}", "a number from 0.0 to",
                        "{\"silence_days\": \"3\"}", "a finite number",
                        "{\"tenure_days\": 3}", "one that a person can act on",
                        "{\"open_rate_84\": 3}", "known of anybody")
                .entrySet()) {
            HttpResponse<String> response = ask("{\"features\": " + refused.getKey() + "}");
            assertEquals(400, response.statusCode(), refused.getKey() + " " + response.body());
            assertTrue(json(response).get("detail").asText().contains(refused.getValue()), response.body());
            assertTrue(json(response).get("field").asText().startsWith("features."), response.body());
        }
    }

    @Test
    void a_request_that_says_nothing_or_too_much_is_refused() throws Exception {
        for (String body : List.of(
                "{}",
                "{\"features\": {}}",
                "{\"features\": []}",
                "{\"features\": {\"silence_days\": 3}, \"target\": \"luck\"}",
                "{\"features\": {\"silence_days\": 3}, \"keep\": true}")) {
            assertEquals(400, ask(body).statusCode(), body);
        }
        assertEquals(
                404,
                server.post("/v1/users/nobody/what-if", "{\"features\": {\"silence_days\": 3}}")
                        .statusCode());
    }

    private static HttpResponse<String> ask(String body) throws Exception {
        return server.post(PATH + "/what-if", body);
    }
}
