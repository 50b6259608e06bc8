package io.perennial.http;

import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
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

    private static String percent(String text) {
        StringBuilder all = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            all.append('%').append(String.format("%02X", one));
        }
        return all.toString();
    }
}
