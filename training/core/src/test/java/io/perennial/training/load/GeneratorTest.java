package io.perennial.training.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the generator says of a server whose answers are known. */
class GeneratorTest {

    private final AtomicInteger asked = new AtomicInteger();
    private ExecutorService threads;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        threads = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        answer("/long", 200, "x".repeat(100_000));
        answer("/bad", 503, "no");
        server.createContext("/chunks", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(exchange.getRequestMethod().getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.getResponseBody().write("x".repeat(50_000).getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.createContext("/stalls", exchange -> {
            // The first answer keeps all others waiting.
            if (asked.getAndIncrement() == 0) {
                pause(400);
            }
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(String path, int status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            asked.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @Test
    void a_closed_loop_counts_every_answer_of_whatever_length() throws IOException {
        Outcome outcome = answered("/long", 3);
        assertEquals(0, outcome.failures());
        assertEquals("x".repeat(100_000), new String(generator("/long", 1).answer(), StandardCharsets.UTF_8));
    }

    @Test
    void an_answer_in_chunks_is_put_together() throws IOException {
        Exchange got = Exchange.ofGets(List.of("/chunks"));
        byte[] answer = new Generator(server.getAddress().getPort(), got, 1).answer();
        assertEquals("GET" + "x".repeat(50_000), new String(answer, StandardCharsets.UTF_8));
    }

    @Test
    void an_answer_that_is_not_200_is_a_failure_and_shown() throws IOException {
        Outcome outcome = answered("/bad", 2);
        assertEquals(outcome.count(), outcome.failures());
        assertTrue(outcome.firstFailure().startsWith("HTTP/1.1 503"), outcome.firstFailure());
    }

    @Test
    void latency_in_the_open_loop_counts_from_when_a_request_was_due() throws IOException {
        Outcome outcome = generator("/stalls", 1).open(100, Duration.ofMillis(800));
        assertEquals(80, outcome.due());
        // A stall of 400 ms makes about half of the requests late, though it was one answer that was slow.
        assertTrue(outcome.millis(60) > 20, outcome.toString());
        assertTrue(outcome.millis(100) >= 400, outcome.toString());
    }

    /** On a busy machine a short time may pass without any answer. */
    private Outcome answered(String path, int connections) throws IOException {
        Outcome outcome = generator(path, connections).closed(Duration.ofMillis(200));
        for (int tries = 0; outcome.count() == 0 && tries < 100; tries++) {
            outcome = generator(path, connections).closed(Duration.ofMillis(200));
        }
        assertTrue(outcome.count() > 0, "nothing was answered");
        return outcome;
    }

    private Generator generator(String path, int connections) {
        return new Generator(
                server.getAddress().getPort(), Exchange.ofJson(path, List.of("{}", "{\"a\":1}")), connections);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
