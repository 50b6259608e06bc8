package io.perennial.http.routes;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.TinyTable;
import io.perennial.http.config.DecisionConfig;
import io.perennial.http.config.ServerConfig;
import io.perennial.scoring.registry.Registry;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks to be forgotten is, whatever model answers, or none. */
class EraseUserTest {

    @TempDir
    Path root;

    @Test
    void who_was_told_of_by_models_of_a_table_is_erased_once() throws Exception {
        try (RunningServer server = RunningServer.logging(TinyTable.registry(root), ServerConfig.defaults())) {
            String rows = "{\"rows\":[{\"user\":\"u\",\"features\":{\"age\":1}}]}";
            assertEquals(
                    200,
                    json(server.post("/v1/score", rows)).at("/rows/0/status").asInt());
            assertEquals(204, erase(server, "u"));
            assertEquals(404, erase(server, "u"));
            assertEquals(404, erase(server, "nobody"));
            assertEquals(
                    0,
                    json(server.get("/v1/users/u/history")).get("predictions").size());
        }
    }

    @Test
    void rows_of_who_was_erased_are_answered_and_leave_no_trace() throws Exception {
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        String rows = "{\"asOf\":\"2026-01-01\",\"rows\":[{\"user\":\"u\",\"features\":{\"silence_days\":9}}]}";
        try (RunningServer server = RunningServer.logging(registry, ServerConfig.defaults())) {
            JsonNode before = json(server.post("/v1/score", rows)).at("/rows/0/answer");
            assertTrue(before.has("trace"), before.toString());
            assertEquals(204, erase(server, "u"));
            for (String route : List.of("/v1/score", "/v1/explain")) {
                JsonNode after = json(server.post(route, rows)).at("/rows/0/answer");
                assertEquals(before.get("predictionId"), after.get("predictionId"));
                assertFalse(after.has("trace"), after.toString());
            }
        }
    }

    @Test
    void while_no_model_answers_those_of_whom_events_are_kept_are_erased() throws Exception {
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        try (RunningServer server = RunningServer.over(registry)) {
            tellOfVisit(server, "u");
            registry.withdraw("churn", "wrong prices");
            server.server().refresh();
            assertEquals(503, server.get("/v1/users/u/score").statusCode());
            assertEquals(204, erase(server, "u"));
            assertEquals(404, erase(server, "nobody"));
        }
    }

    @Test
    void while_a_population_cannot_be_read_nobody_is_taken_for_erased_who_would_come_back_with_it() throws Exception {
        String known = encoded(TinyCompany.ledgers(10).get(1).user());
        RunningServer.ofTinyCompany(root, 10).close();
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publish(registry, "churn", TinyCompany.churn(0), TinyCompany.schema(30));
        try (RunningServer server = RunningServer.over(registry)) {
            assertEquals(503, erase(server, known));
        }
    }

    @Test
    void what_an_erasure_that_was_cut_off_left_on_disk_is_taken_away_by_the_next() throws Exception {
        String user = encoded(TinyCompany.ledgers(10).get(1).user());
        Registry registry = Registry.at(root.resolve("registry"));
        Path feedback = DecisionConfig.beside(registry.root()).resolve("feedback");
        byte[] said;
        try (RunningServer server = RunningServer.ofTinyCompany(root, 10)) {
            String trace = json(server.get("/v1/users/" + user + "/score"))
                    .get("trace")
                    .asText();
            server.post(trace + "/feedback", "{\"kind\":\"reason_wrong\",\"text\":\"was in hospital\"}");
            said = Files.readAllBytes(feedback);
            assertEquals(204, erase(server, user));
        }
        // As a server leaves it that is killed when it has marked the user and not come to this file.
        Files.write(feedback, said);
        try (RunningServer server = RunningServer.again(registry)) {
            assertTrue(Files.readString(feedback).contains("hospital"));
            assertEquals(204, erase(server, user));
            assertFalse(Files.readString(feedback).contains("hospital"));
            assertEquals(404, erase(server, user));
        }
    }

    @Test
    void an_erasure_that_reached_the_store_alone_reaches_the_log_by_the_next() throws Exception {
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        // As another server on the same store does, whose log is its own.
        try (RunningServer other = RunningServer.over(registry)) {
            tellOfVisit(other, "u");
            assertEquals(204, erase(other, "u"));
            assertEquals(404, erase(other, "u"));
        }
        try (RunningServer server = RunningServer.logging(registry, ServerConfig.defaults())) {
            assertEquals(204, erase(server, "u"));
            assertEquals(404, erase(server, "u"));
            assertEquals(404, erase(server, "nobody"));
            String rows = "{\"asOf\":\"2026-01-01\",\"rows\":[{\"user\":\"u\",\"features\":{\"silence_days\":9}}]}";
            JsonNode answer = json(server.post("/v1/score", rows)).at("/rows/0/answer");
            assertFalse(answer.has("trace"), answer.toString());
        }
    }

    private static void tellOfVisit(RunningServer server, String user) throws IOException, InterruptedException {
        server.post(
                "/v1/events",
                "{\"events\":[{\"user\":\"" + user
                        + "\",\"id\":\"a\",\"at\":\"2026-01-03T09:00:00Z\",\"kind\":\"visit\"}]}");
    }

    private static int erase(RunningServer server, String user) throws IOException, InterruptedException {
        return server.send(HttpRequest.newBuilder(server.uri("/v1/users/" + user))
                        .DELETE()
                        .build())
                .statusCode();
    }
}
