package io.perennial.http.explain;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.answer.CounterfactualText;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would have to be different, over HTTP; the tiny company's churn is a curve of silence alone. */
class CounterfactualTest {

    /** The longest silence whose churn probability is below 0.3. */
    private static final int LONGEST = 38;

    @TempDir
    static Path root;

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
    void the_change_is_the_least_that_reaches_the_goal_and_re_scores_below_it() throws Exception {
        int found = 0;
        for (UserLedger user : TinyCompany.ledgers(60)) {
            HttpResponse<String> response = ask(user, "?goal=0.3");
            if (response.statusCode() == 404) {
                assertTrue(response.body().contains("has no churn_probability: never_active"), response.body());
                continue;
            }
            JsonNode answer = json(response);
            if (answer.get("value").doubleValue() < 0.3) {
                assertEquals("reached", answer.get("status").asText());
                continue;
            }
            assertEquals("found", answer.get("status").asText(), answer.toString());
            assertTrue(answer.get("minimal").booleanValue());
            assertEquals(1, answer.get("changes").size());
            JsonNode change = answer.get("changes").get(0);
            assertEquals("silence_days", change.get("feature").asText());
            assertEquals(LONGEST, change.get("to").doubleValue(), answer.toString());
            assertReScores(user, answer, change);
            found++;
        }
        assertTrue(found > 20, found + " changes");
    }

    private static void assertReScores(UserLedger user, JsonNode answer, JsonNode change) throws Exception {
        String body = "{\"features\": {\"silence_days\": " + change.get("to") + "}}";
        JsonNode tried = json(server.post(path(user) + "/what-if", body));
        assertEquals(tried.get("after").get("churn_probability"), answer.get("reached"));
        assertTrue(answer.get("reached").doubleValue() < 0.3);
        assertFalse(answer.get("causal").booleanValue());
    }

    @Test
    void without_a_goal_it_is_the_next_milder_grade() throws Exception {
        UserLedger user = TinyCompany.ledgers(60).get(1);
        JsonNode answer = json(ask(user, ""));
        JsonNode score = json(server.get(path(user) + "/score")).get("score");
        assertEquals("R5", score.get("churn_grade").asText());
        assertEquals(0.8, answer.get("goal").doubleValue());
        assertTrue(answer.get("reached").doubleValue() < 0.8);
    }

    @Test
    void no_feasible_change_is_an_answer() throws Exception {
        JsonNode answer = json(ask(TinyCompany.ledgers(60).get(1), "?goal=0.0001&lang=zh"));
        assertEquals("infeasible", answer.get("status").asText());
        assertEquals(0, answer.get("changes").size());
        assertTrue(answer.get("reached").isNull());
        assertTrue(answer.get("text").asText().contains("都无法使流失风险降到"), answer.toString());
    }

    @Test
    void a_goal_that_is_no_probability_is_refused() throws Exception {
        for (String goal : List.of("0", "1.5", "-1", "NaN", "1e-3", "half", "")) {
            HttpResponse<String> response = ask(TinyCompany.ledgers(60).get(1), "?goal=" + goal);
            assertEquals(400, response.statusCode(), goal);
            assertEquals("goal", json(response).get("field").asText());
        }
    }

    @Test
    void the_sentence_has_units_and_a_probability_that_is_read_to_lie_below_the_goal() throws Exception {
        UserLedger user = TinyCompany.ledgers(60).get(1);
        JsonNode answer = json(ask(user, "?goal=0.3"));
        long silent = answer.at("/changes/0/from").longValue();
        String text = answer.get("text").asText();
        assertTrue(text.contains(" from " + silent + " days to " + LONGEST + " days. The risk would be 2"), text);
        String chinese = json(ask(user, "?goal=0.3&lang=zh")).get("text").asText();
        assertTrue(chinese.contains("由 " + silent + " 天 变为 " + LONGEST + " 天"), chinese);
        assertEquals("39.99%", CounterfactualText.below(0.3999, 0.4));
        assertEquals("39.99999%", CounterfactualText.below(0.3999999, 0.4));
        assertEquals("25.0%", CounterfactualText.below(0.25, 0.4));
        String html = server.get("/users/" + encoded(user.user()) + "?goal=30").body();
        assertTrue(html.contains("id=\"goal-said\">" + text), html);
    }

    private static HttpResponse<String> ask(UserLedger user, String query) throws Exception {
        return server.get(path(user) + "/counterfactual" + query);
    }

    private static String path(UserLedger user) {
        return "/v1/users/" + encoded(user.user());
    }
}
