package io.perennial.http.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.access.Gate;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.ErrorPages;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.config.ServerConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fast lane and the long way, which a cookie makes a request go, answer alike. */
class FastLaneTest {

    private static final String PATH = "/v1/things/{name}:weigh";

    /** Which way a request came. */
    private enum Way {
        FAST,
        LONG;

        /** Asked of the thread that answers: Javalin called it, or it did not. */
        static Way taken() {
            return StackWalker.getInstance()
                            .walk(frames -> frames.anyMatch(
                                    frame -> frame.getClassName().startsWith("io.javalin.")))
                    ? LONG
                    : FAST;
        }
    }

    private final BlockingQueue<Way> ways = new LinkedBlockingQueue<>();
    private final WebServer server = WebServer.of(
                    ServerConfig.defaults().withPort(0),
                    List.of(
                            post(PATH, FastLaneTest::weighed),
                            post("/v1/refused", request -> {
                                throw Problem.at(Problem.Kind.BAD_FIELD, "weight", "it weighs nothing");
                            }),
                            post("/v1/broken", request -> {
                                throw new IllegalStateException("secret of the machine");
                            }),
                            post("/v1/tensor", request -> of("application/octet-stream", 100_000)),
                            post("/v1/page", request -> of(Route.PAGE, Exchange.TEXT_WORTH_COMPRESSING)),
                            post(
                                    "/v1/streamed",
                                    request -> Answer.streaming("application/json", out -> {
                                        for (int i = 0; i < 20_000; i++) {
                                            out.write("0123456789".getBytes(StandardCharsets.US_ASCII));
                                        }
                                    })),
                            post(
                                    "/v1/torn",
                                    request -> Answer.streaming("application/json", out -> {
                                        out.write(new byte[100_000]);
                                        out.flush();
                                        throw new IOException("nothing more is there");
                                    }))),
                    Gate.of(ServerConfig.defaults(), Clock.systemUTC()),
                    ErrorPages.NONE,
                    (route, method, status, nanos) -> ways.add(Way.taken()))
            .listen();
    private final HttpClient client = HttpClient.newHttpClient();

    /** A route that services may ask. */
    static Route post(String path, Route.Handler handler) {
        return Route.post(path, Access.SCORE, "test", "A test.")
                .body(Json.object())
                .answering(Json.object())
                .by(handler);
    }

    private static Answer of(String contentType, int bytes) {
        return Answer.of(200, contentType, new byte[bytes]);
    }

    private static Answer weighed(Request request) {
        String body = new String(request.body(), StandardCharsets.UTF_8);
        return Answer.json(Json.object()
                        .put("name", request.path("name"))
                        .put("bytes", request.body().length)
                        .put("body", body))
                .with(Map.of("X-Weight", "1"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<byte[]> ask(String path, String type, String body, String... headers) throws Exception {
        HttpRequest.Builder request = request(path, type, body);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpRequest.Builder request(String path, String type, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", type)
                .header("X-Request-Id", "mine");
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private Way way() throws InterruptedException {
        return ways.poll(20, TimeUnit.SECONDS);
    }

    @Test
    void both_ways_give_the_same_status_headers_and_bytes() throws Exception {
        for (List<String> sent : List.of(
                List.of("/v1/things/a.b:weigh", "application/json", "{\"weight\":3}"),
                List.of("/v1/things/a.b:weigh", "application/json", ""),
                List.of("/v1/things/a.b:weigh", "text/plain", "{}"),
                List.of("/v1/things/a:weigh", "application/json", "y".repeat(100_000)),
                List.of("/v1/refused", "application/json", "{}"),
                List.of("/v1/broken", "application/json", "{}"),
                List.of("/v1/streamed", "application/json", "{}"))) {
            HttpResponse<byte[]> fast = ask(sent.get(0), sent.get(1), sent.get(2));
            assertEquals(Way.FAST, way(), sent::toString);
            HttpResponse<byte[]> slow = ask(sent.get(0), sent.get(1), sent.get(2), "Cookie", "a=b");
            assertEquals(Way.LONG, way(), sent::toString);
            assertEquals(slow.statusCode(), fast.statusCode(), sent::toString);
            assertArrayEquals(slow.body(), fast.body(), sent::toString);
            assertEquals(headers(slow), headers(fast), sent::toString);
        }
    }

    @Test
    void a_header_counts_in_any_case_and_of_several_the_first_unless_they_make_a_list() throws Exception {
        String[] headers = {"aCCept", "text/plain", "Accept", "application/json", "x-Request-ID", "theirs"};
        for (List<String> more : List.of(List.of("X-Any", "a"), List.of("Cookie", "a=b"))) {
            List<String> all = new ArrayList<>(List.of(headers));
            all.addAll(more);
            HttpResponse<byte[]> answer =
                    ask("/v1/things/a:weigh", "application/json", "{}", all.toArray(String[]::new));
            assertEquals(200, answer.statusCode(), more::toString);
            assertEquals(List.of("mine"), answer.headers().allValues("X-Request-Id"), more::toString);
        }
        assertEquals(List.of(Way.FAST, Way.LONG), List.of(way(), way()));
    }

    @Test
    void what_is_not_plain_or_no_route_goes_the_long_way() throws Exception {
        Map<String, Way> taken = new TreeMap<>();
        for (String path : List.of(
                "/v1/things/a:weigh?a=b",
                "/v1/things/%41:weigh",
                "/v1/things/a;b:weigh",
                "/v1/things/a+b:weigh",
                "/v1/things/.a:weigh",
                "/v1/things/a:measure",
                "/v1/things/:weigh")) {
            ask(path, "application/json", "{}");
            taken.put(path, way());
        }
        ask("/v1/things/a:weigh", "application/json", "{}", "Cookie", "a=b");
        taken.put("with a cookie", way());
        send(request("/v1/things/a:weigh", "application/json", "{}").expectContinue(true));
        taken.put("expecting to be told to go on", way());
        assertEquals(9, taken.size());
        taken.forEach((sent, way) -> assertEquals(Way.LONG, way, taken::toString));
    }

    @Test
    void a_path_of_which_only_colons_are_encoded_is_plain() throws Exception {
        assertEquals(200, ask("/v1/things/a%3Aweigh", "application/json", "{}").statusCode());
        assertEquals(Way.FAST, way());
    }

    /** Without what tells of time, of how bytes were cut on their way, or whether they had come by then. */
    private static Map<String, List<String>> headers(HttpResponse<?> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        assertTrue(headers.remove("date") != null);
        List.of("server-timing", "content-length", "transfer-encoding", "connection")
                .forEach(headers::remove);
        return headers;
    }

    @Test
    void a_large_answer_is_compressed_for_who_takes_it_so() throws Exception {
        // Twice, and longer than a piece of what is compressed: what the first used is used again.
        for (String body : List.of("y".repeat(50_000), "0123456789".repeat(2_000))) {
            byte[] plain = ask("/v1/things/a:weigh", "application/json", body).body();
            HttpResponse<byte[]> answer =
                    ask("/v1/things/a:weigh", "application/json", body, "Accept-Encoding", "br, gzip");
            assertEquals(List.of(Way.FAST, Way.FAST), List.of(way(), way()));
            assertEquals(Optional.of("gzip"), coding(answer));
            assertTrue(answer.body().length < 1_000);
            assertArrayEquals(plain, new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes());
            HttpResponse<byte[]> refused =
                    ask("/v1/things/a:weigh", "application/json", body, "Accept-Encoding", "gzip;q=0");
            assertEquals(List.of(Way.FAST, Optional.empty()), List.of(way(), coding(refused)));
        }
    }

    private static Optional<String> coding(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Encoding");
    }

    @Test
    void tensors_as_bytes_are_never_compressed_and_pages_earlier_than_the_rest() throws Exception {
        for (String cookie : List.of("", "a=b")) {
            assertEquals(Optional.empty(), coding(askForGzip("/v1/tensor", "{}", cookie)), cookie);
            assertEquals(Optional.of("gzip"), coding(askForGzip("/v1/page", "{}", cookie)), cookie);
        }
    }

    private HttpResponse<byte[]> askForGzip(String path, String body, String cookie) throws Exception {
        return cookie.isEmpty()
                ? ask(path, "application/json", body, "Accept-Encoding", "gzip")
                : ask(path, "application/json", body, "Accept-Encoding", "gzip", "Cookie", cookie);
    }

    @Test
    void both_ways_compress_from_the_same_size_on() throws Exception {
        int around = ask("/v1/things/a:weigh", "application/json", "y".repeat(10_000))
                        .body()
                        .length
                - 10_000;
        for (int size : new int[] {Exchange.WORTH_COMPRESSING - 1, Exchange.WORTH_COMPRESSING}) {
            String body = "y".repeat(size - around);
            Optional<String> coding = size < Exchange.WORTH_COMPRESSING ? Optional.empty() : Optional.of("gzip");
            for (String cookie : List.of("", "a=b")) {
                assertEquals(coding, coding(askForGzip("/v1/things/a:weigh", body, cookie)), size + " " + cookie);
            }
        }
    }

    /** The pauses let pieces arrive apart, which is likely and no more; {@link RequestBytesTest} makes sure of it. */
    @Test
    void a_body_may_come_in_pieces_and_the_next_request_on_the_same_connection() throws Exception {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            for (String piece : List.of(
                    "POST /v1/things/a:weigh HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n",
                    "Transfer-Encoding: chunked\r\n\r\n3\r\n{ }",
                    "\r\n2\r\n  \r\n0\r\n\r\nPOST /v1/things/b:weigh HTTP/1.1\r\nHost: localhost\r\n",
                    "Content-Type: application/json\r\nContent-Length: 4\r\nConnection: close\r\n\r\n{ ",
                    " }")) {
                out.write(piece.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                Thread.sleep(50);
            }
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answers.contains("{\"name\":\"a\",\"bytes\":5,\"body\":\"{ }  \"}"), answers);
            assertTrue(answers.contains("{\"name\":\"b\",\"bytes\":4,\"body\":\"{  }\"}"), answers);
        }
    }

    @Test
    void a_request_refused_before_its_body_came_closes_the_connection_and_says_so() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(("POST /v1/things/a:weigh HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                                    + "Content-Length: 1000\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 415 "), answer);
            assertTrue(answer.contains("Connection: close\r\n"), answer);
        }
    }

    @Test
    void an_answer_that_fails_while_it_is_sent_is_never_taken_for_whole() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(("POST /v1/torn HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 2\r\n\r\n{}")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            assertFalse(answer.endsWith("\r\n0\r\n\r\n"));
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }
}
