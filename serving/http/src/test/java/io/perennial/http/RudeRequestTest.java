package io.perennial.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.registry.Registry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that no page of ours and no honest client sends, byte by byte: answered as if they were asked politely. */
class RudeRequestTest {

    @TempDir
    Path root;

    private RunningServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    /** The whole answer to a request of these lines, on a connection of its own. */
    private String answer(String... lines) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri("/").getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    @Test
    void head_is_answered_as_get_is_without_the_body() throws IOException {
        server = RunningServer.over(Registry.at(root.resolve("registry")));
        assertEquals(503, status(answer("HEAD /readyz HTTP/1.1", "Host: localhost")));
        assertEquals(503, status(answer("HEAD /v2/health/ready HTTP/1.1", "Host: localhost")));
        String alive = answer("HEAD /livez HTTP/1.1", "Host: localhost");
        assertEquals(200, status(alive));
        assertTrue(alive.endsWith("\r\n\r\n"), alive);
    }

    @Test
    void head_passes_no_gate_that_get_does_not_pass() throws IOException {
        server = RunningServer.ofOperatedCompany(root, 30).server();
        assertEquals(401, status(answer("HEAD /v1/users/nobody HTTP/1.1", "Host: localhost")));
        assertEquals(401, status(answer("HEAD /v1/users HTTP/1.1", "Host: localhost")));
    }

    @Test
    void a_parameter_that_no_page_takes_is_refused_by_a_page_that_can_be_drawn() throws IOException {
        server = RunningServer.ofTinyCompany(root, 30);
        for (String path : List.of("/users?offline=x", "/users?offline=yes&offline=yes", "/?lang=xx&offline=x")) {
            String answer = answer("GET " + path + " HTTP/1.1", "Host: localhost", "Accept: text/html");
            assertEquals(400, status(answer), answer);
            assertTrue(answer.contains("<h1"), answer);
        }
        assertEquals(404, status(answer("GET /nowhere?offline=x HTTP/1.1", "Host: localhost", "Accept: text/html")));
    }

    @Test
    void a_method_made_up_is_counted_under_no_name_of_its_own() throws IOException {
        server = RunningServer.ofTinyCompany(root, 30);
        for (int i = 0; i < 5; i++) {
            String made = "X-HTTP-Method-Override: somebody" + i;
            assertEquals(405, status(answer("GET /livez HTTP/1.1", "Host: localhost", made)));
        }
        String metrics = answer("GET /metrics HTTP/1.1", "Host: localhost");
        assertFalse(metrics.contains("somebody"), metrics);
        assertTrue(metrics.contains("method=\"other\""), metrics);
    }

    @Test
    void a_server_without_keys_answers_under_no_name_that_another_site_could_have_point_here() throws IOException {
        server = RunningServer.ofTinyCompany(root, 30);
        for (String host :
                List.of("evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example")) {
            assertEquals(403, status(answer("GET /v1/users HTTP/1.1", "Host: " + host)), host);
            assertEquals(
                    403,
                    status(answer("DELETE /v1/users/u1 HTTP/1.1", "Host: " + host, "Sec-Fetch-Site: same-origin")),
                    host);
        }
        for (String host : List.of("localhost", "LOCALHOST:8080", "shop.localhost", "127.0.0.1:80", "[::1]:8080")) {
            assertEquals(200, status(answer("GET /v1/users HTTP/1.1", "Host: " + host)), host);
        }
    }
}
