package io.perennial.http;

import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ids of users as they stand in paths: who can be kept can be asked for. */
class UserIdsTest {

    @TempDir
    Path root;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.ofTinyCompany(root, 10);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_user_of_any_id_that_is_kept_is_found_and_erased_under_it() throws Exception {
        List<String> ids = List.of(
                "CORP\\jane", "a/b", "a%2Fb", "a;x=1", "a+b c", "..", ".", "../x", "a\u0001b", "a\r\nb\u0085", "张三");
        ArrayNode events = JsonNodeFactory.instance.arrayNode();
        for (String id : ids) {
            ObjectNode event = events.addObject().put("user", id).put("id", "e" + events.size());
            event.put("at", "2026-01-03T09:00:00Z").put("kind", "purchase").put("amount", 1);
        }
        server.post(
                "/v1/events",
                JsonNodeFactory.instance.objectNode().set("events", events).toString());
        for (String id : ids) {
            // Every byte encoded, so that no client takes dots for a way up.
            String path = "/users/" + percent(id);
            assertEquals(
                    id, json(server.get("/v1" + path + "/score")).get("user").asText());
            assertEquals(200, server.get("/v1" + path + "/history").statusCode(), id);
            assertEquals(200, server.get(path).statusCode(), id);
            HttpRequest erasure =
                    HttpRequest.newBuilder(server.uri("/v1" + path)).DELETE().build();
            assertEquals(204, server.send(erasure).statusCode(), id);
            assertEquals(404, server.get("/v1" + path).statusCode(), id);
        }
    }

    @Test
    void a_semicolon_is_part_of_an_id_as_of_any_other_name_and_begins_no_parameter_of_a_path() throws Exception {
        for (String path : List.of("/v1/users/u1;x=1", "/v1/users/u1%3Bx=1")) {
            HttpResponse<String> nobody = server.get(path);
            assertEquals(404, nobody.statusCode(), path);
            assertTrue(json(nobody).get("detail").asText().contains("'u1;x=1'"), nobody.body());
        }
        for (String path : List.of("/v1/score;x=1", "/v1;x=1/score", "/v1/score;")) {
            HttpResponse<String> nothing = server.post(path, "{\"rows\": []}");
            assertEquals(
                    "urn:perennial:problem:unknown-path",
                    json(nothing).get("type").asText(),
                    path);
            assertEquals(404, nothing.statusCode(), path);
        }
    }

    private static String percent(String text) {
        StringBuilder all = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            all.append('%').append(String.format("%02X", one));
        }
        return all.toString();
    }
}
