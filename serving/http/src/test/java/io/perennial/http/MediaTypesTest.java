package io.perennial.http;

import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client may say of the form of what it sends and takes, and in how many ways (RFC 9110). */
class MediaTypesTest {

    @TempDir
    static Path root;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.ofTinyCompany(root, 10);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> send(String... headers) throws IOException, InterruptedException {
        return server.send(HttpRequest.newBuilder(server.uri("/v1/score"))
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString("{\"rows\":[]}"))
                .build());
    }

    @Test
    void json_is_json_however_its_characters_are_named_and_in_no_others() throws Exception {
        for (String type : List.of(
                "application/json",
                "Application/JSON;charset=utf-8",
                "application/json; charset=\"UTF-8\"",
                "application/json ; charset=utf-8 ; version=1")) {
            assertEquals(200, send("Content-Type", type).statusCode(), type);
        }
        for (String type : List.of("application/json; charset=latin1", "application/jsonp", "text/json", "json")) {
            assertEquals(415, send("Content-Type", type).statusCode(), type);
        }
    }

    @Test
    void a_packed_body_is_refused_for_what_it_is() throws Exception {
        for (String coding : List.of("gzip", "br", "identity, gzip")) {
            HttpResponse<String> refused = send("Content-Type", "application/json", "Content-Encoding", coding);
            assertEquals(415, refused.statusCode(), coding);
            assertEquals(
                    "urn:perennial:problem:wrong-content-type",
                    json(refused).get("type").asText());
            assertEquals(
                    "identity", refused.headers().firstValue("Accept-Encoding").orElseThrow());
        }
        assertEquals(
                200,
                send("Content-Type", "application/json", "Content-Encoding", "identity")
                        .statusCode());
    }

    @Test
    void lines_of_accept_say_together_what_one_would() throws Exception {
        assertEquals(
                200,
                send("Content-Type", "application/json", "Accept", "text/html", "Accept", "application/json")
                        .statusCode());
        for (String path : List.of("/livez", "/v1/users")) {
            HttpRequest asked = HttpRequest.newBuilder(server.uri(path))
                    .headers("Accept", "text/html", "Accept", "application/json")
                    .build();
            assertEquals(200, server.send(asked).statusCode(), path);
        }
    }
}
