package io.perennial.http.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.access.Gate;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.ErrorPages;
import io.perennial.http.api.Json;
import io.perennial.http.api.Route;
import io.perennial.http.config.AccessConfig;
import io.perennial.http.config.AdminConfig;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.LimitConfig;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.server.PerennialServer;
import io.perennial.scoring.registry.Registry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebServerTest {

    private static Route get(String path, Route.Handler handler) {
        return Route.get(path, Access.OPEN, "test", "A test.")
                .answering(Json.object())
                .by(handler);
    }

    private static WebServer start(Route... routes) {
        return start(ServerConfig.defaults().withPort(0), List.of(routes));
    }

    private static WebServer start(ServerConfig config, List<Route> routes) {
        return WebServer.of(
                        config,
                        routes,
                        Gate.of(ServerConfig.defaults(), Clock.systemUTC()),
                        ErrorPages.NONE,
                        (route, method, status, nanos) -> {})
                .listen();
    }

    private static HttpRequest request(WebServer server, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .build();
    }

    @Test
    void requests_in_flight_are_answered_before_it_stops() throws Exception {
        int requests = 8;
        CountDownLatch arrived = new CountDownLatch(requests);
        WebServer server = start(get("/slow", request -> {
            arrived.countDown();
            sleep(700);
            return Answer.json(Json.object().put("done", true));
        }));
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest late = request(server, "/slow");
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            answers.add(client.sendAsync(request(server, "/slow"), HttpResponse.BodyHandlers.ofString()));
        }
        assertTrue(arrived.await(10, TimeUnit.SECONDS));
        server.close();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertEquals(200, answer.get(10, TimeUnit.SECONDS).statusCode());
        }
        assertThrows(IOException.class, () -> client.send(late, HttpResponse.BodyHandlers.ofString()));
    }

    @Test
    void a_request_that_does_not_end_is_waited_for_once() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch mayGo = new CountDownLatch(1);
        WebServer server = start(get("/endless", request -> {
            arrived.countDown();
            await(mayGo);
            return Answer.json(Json.object());
        }));
        HttpClient client = HttpClient.newHttpClient();
        CompletableFuture<HttpResponse<String>> cutOff =
                client.sendAsync(request(server, "/endless"), HttpResponse.BodyHandlers.ofString());
        assertTrue(arrived.await(10, TimeUnit.SECONDS));
        long began = System.nanoTime();
        server.close(Duration.ofSeconds(1));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        mayGo.countDown();
        assertTrue(took.compareTo(Duration.ofSeconds(1)) >= 0, "it was not waited for");
        assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, "a stop took " + took);
        assertThrows(ExecutionException.class, () -> cutOff.get(10, TimeUnit.SECONDS));
    }

    @Test
    void what_comes_while_too_much_is_answered_is_refused_before_its_body_is_read() throws Exception {
        CountDownLatch arrived = new CountDownLatch(2);
        CountDownLatch mayGo = new CountDownLatch(1);
        LimitConfig limits = new LimitConfig(2, 20, 0, 1, Duration.ofSeconds(9), Duration.ofSeconds(9));
        Route work = get("/work", request -> {
            arrived.countDown();
            await(mayGo);
            return Answer.json(Json.object());
        });
        try (WebServer server = start(
                ConfigBuilder.of(ServerConfig.defaults().withPort(0))
                        .limits(limits)
                        .build(),
                List.of(work, get("/livez", request -> Answer.json(Json.object()))))) {
            HttpClient client = HttpClient.newHttpClient();
            List<CompletableFuture<HttpResponse<String>>> let = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                let.add(client.sendAsync(request(server, "/work"), HttpResponse.BodyHandlers.ofString()));
            }
            assertTrue(arrived.await(10, TimeUnit.SECONDS));
            String refused = exchange(
                    server.port(),
                    String.join(
                            "\r\n",
                            "POST /work HTTP/1.1",
                            "Host: localhost",
                            "Connection: close",
                            "Content-Length: 1000000",
                            "Expect: 100-continue",
                            "",
                            ""));
            assertTrue(refused.startsWith("HTTP/1.1 503 "), refused);
            assertTrue(refused.contains("Retry-After: 1") && refused.contains("urn:perennial:problem:busy"), refused);
            assertEquals(
                    200,
                    client.send(request(server, "/livez"), HttpResponse.BodyHandlers.ofString())
                            .statusCode());
            mayGo.countDown();
            for (CompletableFuture<HttpResponse<String>> one : let) {
                assertEquals(200, one.get(10, TimeUnit.SECONDS).statusCode());
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_failure_nobody_foresaw_is_500_with_an_id_and_nothing_else() throws Exception {
        try (WebServer server = start(get("/broken", request -> {
            throw new IllegalStateException("secret of the machine");
        }))) {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request(server, "/broken"), HttpResponse.BodyHandlers.ofString());
            assertEquals(500, answer.statusCode());
            assertFalse(answer.body().contains("secret"), answer.body());
            assertTrue(answer.body().contains("\"requestId\":\"r-"), answer.body());
        }
    }

    @Test
    void bytes_that_are_no_http_get_a_problem_and_the_server_lives_on() throws Exception {
        try (WebServer server = start(get("/ok", request -> Answer.json(Json.object())))) {
            for (String raw : List.of(
                    "nonsense\r\n\r\n",
                    "GET /ok HTTP/9.9\r\n\r\n",
                    "GET /ok HTTP/1.1\r\nHost: localhost\r\nHost: b\r\n\r\n",
                    "GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                    "GET /a/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                    "GET /ok HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
                    "POST /ok HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")) {
                String answer = exchange(server.port(), raw);
                assertTrue(answer.matches("(?s)HTTP/1\\.1 (4|5)\\d\\d .*"), raw + " -> " + answer);
                assertFalse(answer.contains("org.eclipse"), answer);
                assertFalse(answer.toLowerCase(java.util.Locale.ROOT).contains("server: jetty"), answer);
            }
            HttpResponse<String> after =
                    HttpClient.newHttpClient().send(request(server, "/ok"), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, after.statusCode());
        }
    }

    private static String exchange(int port, String raw) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(raw.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void where_it_cannot_listen_is_told_with_the_option_that_says_where_and_nothing_is_opened(@TempDir Path root)
            throws Exception {
        ServerConfig keyed = ServerConfig.defaults()
                .withPort(0)
                .withAccess(AccessConfig.none().withKeys(root.resolve("keys.json")));
        Registry registry = Registry.at(root.resolve("models"));
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int taken = other.getLocalPort();
            ServerConfig two = ConfigBuilder.of(keyed)
                    .admin(new AdminConfig("127.0.0.1", taken))
                    .build();
            Map<ServerConfig, String> refusals = Map.of(
                    keyed.withPort(taken),
                    "port " + taken + " is taken; give another with --port",
                    two,
                    "port " + taken + " is taken; give another with admin.port",
                    keyed.withHost("no.such.host.invalid"),
                    "--host no.such.host.invalid has no address",
                    keyed.withHost("192.0.2.1"),
                    "--host 192.0.2.1 cannot be listened on: ");
            refusals.forEach((config, said) -> {
                String message = assertThrows(
                                IllegalArgumentException.class,
                                () -> PerennialServer.start(config, registry, Clock.systemUTC()))
                        .getMessage();
                assertTrue(message.startsWith(said), message);
            });
            List<Route> routes = List.of(get("/ok", request -> Answer.json(Json.object())));
            Map<ServerConfig, String> late = Map.of(
                    keyed.withPort(taken),
                    "port " + taken + " is taken; give another with --port or admin.port",
                    keyed.withHost("192.0.2.1"),
                    "--host or admin.host 192.0.2.1 cannot be listened on: ");
            late.forEach((config, said) -> {
                String message = assertThrows(IllegalArgumentException.class, () -> start(config, routes))
                        .getMessage();
                assertTrue(message.startsWith(said), message);
            });
        }
        try (Stream<Path> made = Files.list(root)) {
            assertEquals(List.of(), made.toList());
        }
    }

    @Test
    void an_address_others_can_reach_is_refused_while_no_keys_are_configured() {
        for (String host : List.of("0.0.0.0", "192.168.0.1", "example.com", "::", "127.0.0.1.example.com")) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> ServerConfig.defaults()
                            .withHost(host));
            assertTrue(refused.getMessage().contains("no keys are configured"), refused.getMessage());
        }
    }
}
