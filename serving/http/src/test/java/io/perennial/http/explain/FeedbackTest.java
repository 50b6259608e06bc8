package io.perennial.http.explain;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.TinyTable;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.decision.Feedback;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people say of predictions, over HTTP and by the form of pages. */
class FeedbackTest {

    private static final String USER = TinyCompany.ledgers(40).get(1).user();
    private static final String PATH = "/v1/users/" + encoded(USER);
    private static final String WRONG = "{\"kind\":\"reason_wrong\",\"reason\":\"RC-SILENCE_DAYS-UP\",\"text\":\"%s\"}";

    @TempDir
    Path root;

    private RunningServer server;
    private String prediction;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.ofTinyCompany(root, 40);
        prediction = json(server.get(PATH + "/score")).get("predictionId").asText();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> say(String body) throws Exception {
        return server.post("/v1/trace/" + prediction + "/feedback", body);
    }

    private JsonNode told() throws Exception {
        return json(server.get("/v1/trace/" + prediction)).get("feedback");
    }

    private HttpResponse<String> submit(String site, String body) throws Exception {
        return server.send(HttpRequest.newBuilder(server.uri("/trace/" + prediction + "/feedback"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", site)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void what_is_said_stands_with_the_trace_and_in_the_history_and_changes_no_answer() throws Exception {
        String replay = server.post("/v1/trace/" + prediction + "/replay", "").body();
        HttpResponse<String> said = say(WRONG.formatted("was on holiday"));
        assertEquals(200, said.statusCode(), said.body());
        JsonNode feedback = told();
        assertEquals(1, feedback.size());
        assertEquals(json(said), feedback.get(0));
        assertEquals("reason_wrong", feedback.get(0).get("kind").asText());
        assertEquals("RC-SILENCE_DAYS-UP", feedback.get(0).get("reason").asText());
        assertEquals("was on holiday", feedback.get(0).get("text").asText());
        assertEquals("anybody", feedback.get(0).get("by").asText());
        assertEquals(feedback, json(server.get(PATH + "/history")).get("feedback"));
        assertEquals(
                replay, server.post("/v1/trace/" + prediction + "/replay", "").body());
        say(WRONG.formatted("was on holiday"));
        assertEquals(1, told().size(), "said twice, kept twice");
        say("{\"kind\":\"already_contacted\"}");
        assertEquals(1, server.settledQuality().get("reasonsCalledWrong").asInt());
        assertTrue(server.get("/models/churn")
                .body()
                .contains("<dt>Reasons called wrong by analysts</dt><dd><data value=\"1.0\""));
    }

    @Test
    void a_reason_that_no_single_feature_stands_for_can_be_called_wrong_and_one_made_up_can_not() throws Exception {
        assertTaken("/v1/trace/" + prediction + "/feedback", "RC-DIM-VALUE-DOWN", "RC-DIM-MONEY-DOWN", "RC-MADE_UP-UP");
    }

    @Test
    void a_reason_of_a_table_is_of_one_of_its_columns_or_groups() throws Exception {
        try (RunningServer table =
                RunningServer.logging(TinyTable.registry(root.resolve("table")), ServerConfig.defaults())) {
            String rows = "{\"rows\":[{\"user\":\"u\",\"features\":{\"age\":1}}]}";
            String trace = json(table.post("/v1/score", rows))
                    .at("/rows/0/answer/trace")
                    .asText();
            server.close();
            server = table;
            assertTaken(trace + "/feedback", "RC-COLOUR-UP", "RC-DIM-VALUE-DOWN", "RC-SILENCE_DAYS-UP");
            assertTaken(trace + "/feedback", "RC-DIM-MONEY-DOWN");
        }
    }

    private void assertTaken(String path, String code, String... others) throws Exception {
        String body = "{\"kind\":\"reason_wrong\",\"reason\":\"%s\"}";
        HttpResponse<String> said = server.post(path, body.formatted(code));
        assertEquals(200, said.statusCode(), said.body());
        assertEquals(code, json(said).get("reason").asText());
        for (String other : others) {
            HttpResponse<String> refused = server.post(path, body.formatted(other));
            assertEquals(400, refused.statusCode(), other);
            assertEquals("reason", json(refused).get("field").asText());
        }
    }

    @Test
    void what_can_t_be_used_is_refused_by_field_and_nothing_is_kept() throws Exception {
        for (String body : List.of("{\"kind\":\"contacted\"}", "{}", "{\"text\":\"x\"}", "{\"kind\":null}")) {
            assertEquals("kind", json(say(body)).get("field").asText(), body);
        }
        assertEquals(
                "reason",
                json(say("{\"kind\":\"reason_wrong\",\"reason\":\"<b>\"}"))
                        .get("field")
                        .asText());
        assertEquals(
                "text",
                json(say(WRONG.formatted("x".repeat(Feedback.LONGEST_TEXT + 1))))
                        .get("field")
                        .asText());
        assertEquals(
                "user",
                json(say("{\"kind\":\"reason_wrong\",\"user\":\"u\"}"))
                        .get("field")
                        .asText());
        assertEquals(
                404,
                server.post("/v1/trace/p-" + "0".repeat(32) + "/feedback", "{\"kind\":\"reason_wrong\"}")
                        .statusCode());
        assertEquals(403, submit("cross-site", "what=already_contacted").statusCode());
        assertEquals(400, submit("same-origin", "what=").statusCode());
        HttpResponse<String> novel = submit("same-origin", "what=reason_wrong&text=" + "x".repeat(5_000));
        assertEquals(400, novel.statusCode());
        assertTrue(novel.body().contains("at most " + Feedback.LONGEST_TEXT + " characters"), novel.body());
        assertEquals(0, told().size());
    }

    @Test
    void a_page_shows_it_escaped_and_a_copy_that_is_handed_on_does_not() throws Exception {
        String text = "<script>alert(1)</script> " + USER;
        HttpResponse<String> sent = submit(
                "same-origin",
                "what=reason_wrong+RC-SPEND_84-UP&text=" + encoded(text) + "&to=%2Ftrace%2Fx%23feedback");
        assertEquals(303, sent.statusCode(), sent.body());
        assertEquals("/trace/x#feedback", sent.headers().firstValue("Location").orElseThrow());
        for (String page : new String[] {"/trace/" + prediction, "/users/" + encoded(USER)}) {
            String shown = server.get(page).body();
            assertTrue(shown.contains("&lt;script&gt;alert(1)"), page);
            assertFalse(shown.contains("<script>alert"), page);
            assertTrue(shown.contains("<code>RC-SPEND_84-UP</code>"), page);
            assertFalse(server.get(page + "?offline=yes").body().contains("alert(1)"), page);
        }
    }

    @Test
    void who_recorded_a_contact_stands_in_the_history_of_the_user() throws Exception {
        for (int i = 1; i < 40; i++) {
            String path = "/v1/users/" + encoded(TinyCompany.ledgers(40).get(i).user());
            if (server.post(path + "/contacts", "{\"channel\":\"call\"}").statusCode() == 200) {
                server.post(path + "/contacts", "{\"channel\":\"call\"}");
                JsonNode feedback = json(server.get(path + "/history")).get("feedback");
                assertEquals(1, feedback.size(), feedback.toString());
                assertEquals("contacted", feedback.get(0).get("kind").asText());
                assertEquals("call", feedback.get(0).get("text").asText());
                assertEquals("anybody", feedback.get(0).get("by").asText());
                assertFalse(Files.exists(decisions("feedback")), "contacts push out what people said");
                assertTrue(Files.readString(decisions("contacts")).contains("\"call\""));
                assertEquals(204, erase(path));
                assertFalse(Files.readString(decisions("contacts")).contains("\"user\""), "it is still on disk");
                return;
            }
        }
        throw new AssertionError("nobody may be contacted");
    }

    @Test
    void who_was_never_told_anything_is_erased_in_the_log_too_and_who_is_unknown_is_not() throws Exception {
        Path erased = decisions("erased");
        assertEquals(404, erase("/v1/users/nobody"));
        assertFalse(Files.exists(erased), "somebody who may come later is marked");
        assertEquals(
                204, erase("/v1/users/" + encoded(TinyCompany.ledgers(40).get(2).user())));
        assertEquals(1, Files.readAllLines(erased).size());
    }

    private Path decisions(String file) {
        return root.resolve("registry.decisions").resolve(file);
    }

    private int erase(String path) throws Exception {
        return server.send(HttpRequest.newBuilder(server.uri(path)).DELETE().build())
                .statusCode();
    }

    @Test
    void what_was_said_of_a_user_goes_with_the_user() throws Exception {
        say(WRONG.formatted("of somebody"));
        assertEquals(204, erase(PATH));
        assertEquals(404, server.get("/v1/trace/" + prediction).statusCode());
        assertEquals(404, say(WRONG.formatted("again")).statusCode());
        Path file = decisions("feedback");
        assertFalse(Files.readString(file).contains("of somebody"), "it is still on disk");
    }
}
