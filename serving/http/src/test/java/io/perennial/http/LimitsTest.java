package io.perennial.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.LimitConfig;
import io.perennial.http.config.ServerConfig;
import io.perennial.scoring.registry.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Too much at once, too often, too slowly: refused early, in words, with the server as quick as before. */
class LimitsTest {

    private static final String HEAD =
            "POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    @TempDir
    Path root;

    private RunningServer server;

    @BeforeEach
    void start() {
        start(new LimitConfig(2, 20, 0, 1, Duration.ofMillis(1_500), Duration.ofMillis(8_000)));
    }

    private void start(LimitConfig limits) {
        server = RunningServer.over(
                registry(),
                ConfigBuilder.of(ServerConfig.defaults()).limits(limits).build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Nothing is published in it: limits hold before anything is scored. */
    private Registry registry() {
        return Registry.at(root.resolve("registry"));
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.server().port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Test
    void bodies_that_do_not_come_keep_nobody_from_being_answered_and_are_bounded_themselves() throws Exception {
        server.close();
        start(new LimitConfig(2, 20, 0, 1, Duration.ofSeconds(60), Duration.ofSeconds(60)));
        List<Socket> slow = new ArrayList<>();
        try {
            // Two may be answered at once, and eight may be waited for.
            for (int i = 0; i < 8; i++) {
                slow.add(connect());
                send(slow.get(i), HEAD + "Content-Length: 100\r\n\r\n" + (i % 2 == 0 ? "{" : ""));
                // Until it is let in and waited for: then two at once may be answered again.
                Thread.sleep(200);
                assertEquals(0, slow.get(i).getInputStream().available());
            }
            try (Socket ninth = connect()) {
                send(ninth, HEAD + "Content-Length: 100\r\n\r\n{");
                String refused = start(ninth);
                assertTrue(refused.startsWith("HTTP/1.1 503 "), refused);
                assertTrue(
                        refused.contains("Retry-After: 1") && refused.contains("urn:perennial:problem:busy"), refused);
            }
            for (int i = 0; i < 20; i++) {
                assertEquals(200, server.get("/v1/registry").statusCode());
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        comes(200);
    }

    private HttpResponse<String> comes(int status) throws Exception {
        HttpResponse<String> answer = server.get("/v1/registry");
        for (int tries = 0; tries < 100 && answer.statusCode() != status; tries++) {
            Thread.sleep(50);
            answer = server.get("/v1/registry");
        }
        assertEquals(status, answer.statusCode());
        return answer;
    }

    @Test
    void a_body_that_trickles_is_refused_in_bounded_time() throws Exception {
        try (Socket slow = connect()) {
            send(slow, HEAD + "Content-Length: 1000\r\n\r\n{");
            long started = System.nanoTime();
            InputStream in = slow.getInputStream();
            while (in.available() == 0 && System.nanoTime() - started < 10_000_000_000L) {
                send(slow, " ");
                Thread.sleep(100);
            }
            String refused = start(slow);
            assertTrue(refused.startsWith("HTTP/1.1 408 "), refused);
            assertTrue(refused.contains("urn:perennial:problem:too-slow"), refused);
        }
    }

    @Test
    void a_body_that_stops_coming_is_refused_in_bounded_time_and_its_place_is_free_again() throws Exception {
        server.close();
        start(new LimitConfig(1, 20, 0, 1, Duration.ofMillis(300), Duration.ofSeconds(15)));
        // Four may be waited for at once. A cookie makes a request go the long way.
        for (int i = 0; i < 6; i++) {
            try (Socket silent = connect()) {
                String cookie = i % 2 == 0 ? "" : "Cookie: a=b\r\n";
                send(silent, HEAD + cookie + "Content-Length: 1000\r\n\r\n" + "{".repeat(i % 3));
                String refused = start(silent);
                assertTrue(refused.startsWith("HTTP/1.1 408 "), refused);
                assertTrue(refused.contains("urn:perennial:problem:too-slow"), refused);
                assertTrue(refused.contains("Connection: close\r\n"), refused);
            }
        }
    }

    @Test
    void a_connection_that_says_nothing_is_closed() throws Exception {
        try (Socket silent = connect()) {
            send(silent, "GET /livez HTTP/1.1\r\nHo");
            silent.setSoTimeout(15_000);
            String said = new String(silent.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertFalse(said.contains(" 200 "), said);
        }
    }

    @Test
    void connections_beyond_the_limit_wait_and_are_answered_when_others_close() throws Exception {
        Socket[] open = new Socket[20];
        for (int i = 0; i < open.length; i++) {
            open[i] = connect();
            send(open[i], "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertEquals('H', open[i].getInputStream().read());
        }
        try (Socket late = connect()) {
            send(late, "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            late.setSoTimeout(500);
            assertThrows(
                    SocketTimeoutException.class, () -> late.getInputStream().read());
            late.setSoTimeout(20_000);
            for (Socket socket : open) {
                socket.close();
            }
            assertTrue(start(late).startsWith("HTTP/1.1 200 "), "the late connection was never answered");
        }
    }

    @Test
    void a_caller_that_asks_too_often_is_told_when_to_ask_again() throws Exception {
        server.close();
        start(new LimitConfig(9, 99, 1, 3, Duration.ofSeconds(9), Duration.ofSeconds(9)));
        for (int i = 0; i < 3; i++) {
            assertEquals(200, server.get("/v1/registry").statusCode(), "request " + i);
        }
        HttpResponse<String> refused = server.get("/v1/registry");
        assertEquals(429, refused.statusCode());
        assertTrue(refused.headers().firstValue("Retry-After").isPresent());
        assertEquals(200, server.get("/livez").statusCode());
    }

    /** What arrives first, up to the end of the connection or of a second's silence. */
    private static String start(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[4_096];
        try {
            for (int read = socket.getInputStream().read(buffer); read > 0; ) {
                text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                socket.setSoTimeout(1_000);
                read = socket.getInputStream().read(buffer);
            }
        } catch (SocketTimeoutException | SocketException quiet) {
            return text.toString();
        }
        return text.toString();
    }
}
