package io.perennial.http.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.access.Gate;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.ErrorPages;
import io.perennial.http.api.Json;
import io.perennial.http.api.Route;
import io.perennial.http.config.ServerConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Servers stopped under load: every request that one let in is answered whole. More restarts with
 * {@code -Dperennial.drill.restarts=100}.
 */
class RestartDrillTest {

    private static final int RESTARTS = Integer.getInteger("perennial.drill.restarts", 10);
    private static final int CLIENTS = 6;
    private static final String REQUEST = "POST /work HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: 2\r\nConnection: close\r\n\r\n{}";

    private final AtomicInteger letIn = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    @Test
    void no_request_that_was_let_in_is_lost_by_a_stop() throws Exception {
        for (long seed = 0; seed < RESTARTS; seed++) {
            restart(new Random(seed));
            assertEquals(letIn.get(), answered.get(), "after restart of seed " + seed);
        }
        System.out.println(RESTARTS + " restarts: " + letIn + " requests let in, all answered whole");
        assertTrue(letIn.get() > RESTARTS * CLIENTS, "only " + letIn + " requests were let in");
    }

    @Test
    void work_that_takes_seconds_is_answered_by_a_server_that_stops() throws Exception {
        restart(Access.SCORE, 2_500, () -> {
            while (letIn.get() < CLIENTS) {
                pause(5);
            }
        });
        assertEquals(CLIENTS, letIn.get());
        assertEquals(letIn.get(), answered.get());
    }

    private void restart(Random random) throws Exception {
        int pause = 100 + random.nextInt(150);
        restart(Access.OPEN, random.nextInt(40), () -> pause(pause));
    }

    private void restart(Access access, int work, Runnable untilStop) throws Exception {
        WebServer server = WebServer.of(
                        ServerConfig.defaults().withPort(0),
                        List.of(work(access, work)),
                        Gate.of(ServerConfig.defaults(), Clock.systemUTC()),
                        ErrorPages.NONE,
                        (route, method, status, nanos) -> {})
                .listen();
        int port = server.port();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new Thread(() -> ask(port)));
        }
        clients.forEach(Thread::start);
        untilStop.run();
        server.close();
        for (Thread client : clients) {
            client.join();
        }
    }

    private Route work(Access access, int millis) {
        return Route.post("/work", access, "work", "Works for a while.")
                .body(Json.object())
                .answering(Json.object())
                .by(request -> {
                    letIn.incrementAndGet();
                    pause(millis);
                    return Answer.json(Json.object().put("done", true));
                });
    }

    /** Asks until nobody listens. */
    private void ask(int port) {
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                OutputStream out = socket.getOutputStream();
                out.write(REQUEST.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                if (answer.startsWith("HTTP/1.1 200 ") && answer.endsWith("{\"done\":true}")) {
                    answered.incrementAndGet();
                }
            } catch (IOException refused) {
                return;
            }
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
