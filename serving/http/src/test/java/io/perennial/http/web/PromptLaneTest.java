package io.perennial.http.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.access.Gate;
import io.perennial.http.api.Answer;
import io.perennial.http.api.ErrorPages;
import io.perennial.http.api.Json;
import io.perennial.http.api.Request;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.LimitConfig;
import io.perennial.http.config.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is answered out of memory waits for nothing that is not, whoever sends slowly and whatever takes long. */
class PromptLaneTest {

    /** More than there are threads that look after connections, so that each of them would be held up. */
    private static final int MANY = 4 * Runtime.getRuntime().availableProcessors();

    private static final String PROMPT = "/v1/things/held";
    private static final String SLOW = "/v1/things/slow";

    /** However slow the machine is, a body that comes late here comes in time. */
    private static final LimitConfig PATIENT =
            new LimitConfig(128, 1_024, 0, 100, Duration.ofMinutes(5), Duration.ofMinutes(5));

    private final AtomicInteger answered = new AtomicInteger();
    private final CountDownLatch arrived = new CountDownLatch(MANY);
    private final CountDownLatch mayGo = new CountDownLatch(1);
    private final WebServer server = WebServer.of(
                    ConfigBuilder.of(ServerConfig.defaults().withPort(0))
                            .limits(PATIENT)
                            .build(),
                    List.of(FastLaneTest.post("/v1/things/{name}", this::thing)
                            .promptly(path -> !path.get("name").equals("slow"))),
                    Gate.of(ServerConfig.defaults(), Clock.systemUTC()),
                    ErrorPages.NONE,
                    (route, method, status, nanos) -> answered.incrementAndGet())
            .listen();
    private final List<Socket> sockets = new ArrayList<>();

    private Answer thing(Request request) {
        if (request.path("name").equals("slow")) {
            await(mayGo);
        } else if (request.path("name").equals("counted") && request.body().length > 2) {
            request.needOwnThread();
            await(mayGo);
        } else if (request.path("name").equals("broken")) {
            throw new AssertionError("secret of the machine");
        }
        return Answer.json(Json.object().put("bytes", request.body().length).put("isAtOnce", isThreadOfConnections()));
    }

    private void await(CountDownLatch latch) {
        arrived.countDown();
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static boolean isThreadOfConnections() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().contains("AdaptiveExecutionStrategy")));
    }

    @AfterEach
    void stop() throws IOException {
        mayGo.countDown();
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    /** Sends a request, or the first so many bytes of its body, on a connection of its own. */
    private Socket send(String path, String body, int sent) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        sockets.add(socket);
        socket.setSoTimeout(20_000);
        String head = "POST " + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n";
        socket.getOutputStream().write((head + body.substring(0, sent)).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private String ask(String path, String body) throws IOException {
        return answer(send(path, body, body.length()));
    }

    private void askEverySelector() throws IOException {
        for (int i = 0; i < MANY; i++) {
            String answer = ask(PROMPT, "{}");
            assertTrue(answer.endsWith("{\"bytes\":2,\"isAtOnce\":true}"), answer);
        }
    }

    @Test
    void what_takes_long_holds_up_nothing_that_is_prompt() throws Exception {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            slow.add(send(SLOW, "{}", 2));
        }
        assertTrue(arrived.await(20, TimeUnit.SECONDS));
        askEverySelector();
        mayGo.countDown();
        for (Socket socket : slow) {
            assertTrue(answer(socket).endsWith("{\"bytes\":2,\"isAtOnce\":false}"));
        }
    }

    @Test
    void a_prompt_request_whose_body_is_late_is_waited_for_by_nobody_else() throws Exception {
        List<Socket> late = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            late.add(send(PROMPT, "{    }", i % 6));
        }
        askEverySelector();
        for (int i = 0; i < MANY; i++) {
            late.get(i).getOutputStream().write("{    }".substring(i % 6).getBytes(StandardCharsets.US_ASCII));
            String answer = answer(late.get(i));
            assertTrue(answer.contains("{\"bytes\":6,"), answer);
        }
    }

    @Test
    void a_body_of_many_rows_has_a_thread_of_its_own() throws Exception {
        String rows = " ".repeat(5_000);
        assertTrue(ask(PROMPT, rows).endsWith("{\"bytes\":5000,\"isAtOnce\":false}"));
        assertTrue(ask(PROMPT, rows.substring(4_000)).endsWith("{\"bytes\":1000,\"isAtOnce\":true}"));
    }

    @Test
    void a_small_body_that_holds_many_rows_holds_up_nothing_and_is_answered_once() throws Exception {
        List<Socket> many = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            many.add(send("/v1/things/counted", "[,,]", 4));
        }
        assertTrue(arrived.await(20, TimeUnit.SECONDS));
        askEverySelector();
        assertTrue(ask("/v1/things/counted", "[]").endsWith("{\"bytes\":2,\"isAtOnce\":true}"));
        mayGo.countDown();
        for (Socket socket : many) {
            assertTrue(answer(socket).endsWith("{\"bytes\":4,\"isAtOnce\":false}"));
        }
        assertEquals(2 * MANY + 1, answered.get());
    }

    @Test
    void what_breaks_is_told_whichever_thread_it_was_on() throws Exception {
        for (String body : List.of("{}", " ".repeat(5_000))) {
            String answer = ask("/v1/things/broken", body);
            assertTrue(answer.startsWith("HTTP/1.1 500 "), answer);
            assertTrue(answer.contains("urn:perennial:problem:internal"), answer);
            assertFalse(answer.contains("secret"), answer);
        }
    }

    @Test
    void a_connection_goes_on_after_a_prompt_request_was_refused() throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        sockets.add(socket);
        String text = "POST " + PROMPT
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}";
        String last = "POST " + PROMPT + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nContent-Length: 2\r\n\r\n{}";
        socket.getOutputStream().write((text + last).getBytes(StandardCharsets.US_ASCII));
        String answers = answer(socket);
        assertTrue(answers.startsWith("HTTP/1.1 415 "), answers);
        assertTrue(answers.endsWith("{\"bytes\":2,\"isAtOnce\":true}"), answers);
    }
}
