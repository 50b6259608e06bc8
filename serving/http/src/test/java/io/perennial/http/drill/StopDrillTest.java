package io.perennial.http.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.registry.Registry;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server process told to end, again and again, while clients on kept connections infer, score and send events: no
 * answer is cut off, every decision that was logged was answered whole and the other way round, and every event that was
 * acknowledged is there afterwards. {@code -Dperennial.drill.stops=100} is the long form, {@code -Ddrill.seed=N} another.
 */
class StopDrillTest {

    private static final int STOPS = Integer.getInteger("perennial.drill.stops", 3);
    private static final long SEED = Long.getLong("drill.seed", 1);
    private static final int CLIENTS_OF_A_KIND = 2;
    private static final int LONGEST_PAUSE = 600;

    private final Random random = new Random(SEED);
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger inferred = new AtomicInteger();
    private final AtomicInteger scored = new AtomicInteger();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> cut = new ConcurrentLinkedQueue<>();
    private final Instant at = Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    Path root;

    @BeforeEach
    void publish() throws IOException {
        TinyCompany.publishModels(Registry.at(root.resolve("models")));
    }

    @Test
    void a_stop_loses_no_request_that_was_let_in() throws Exception {
        for (int stop = 0; stop < STOPS; stop++) {
            Path decisions = root.resolve("decisions-" + stop);
            int before = scored.get();
            try (ServerProcess server = ServerProcess.start(
                    root.resolve("models"), ServerProcess.SMALL, "--decisions", decisions.toString())) {
                askUntilItEnds(server);
            }
            String where = "drill.seed=" + SEED + ", stop " + stop + ": ";
            assertEquals(List.of(), List.copyOf(cut), where + "answers cut off");
            assertEquals(scored.get() - before, logged(decisions), where + "decisions logged");
        }
        try (ServerProcess last = ServerProcess.start(root.resolve("models"), ServerProcess.SMALL);
                Wire wire = Wire.to(last.port())) {
            for (String events : acknowledged) {
                assertEquals(1, count(wire.ask(events), "duplicate"), "drill.seed=" + SEED + ": " + events);
            }
        }
        System.out.println(STOPS + " stops of a server process: " + inferred + " inferences, " + scored
                + " scores, each logged, " + acknowledged.size() + " events, all kept; none cut off");
        assertTrue(scored.get() > STOPS && inferred.get() > STOPS && acknowledged.size() > STOPS, "hardly any load");
    }

    private void askUntilItEnds(ServerProcess server) throws InterruptedException {
        int before = scored.get();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS_OF_A_KIND; i++) {
            clients.add(new Thread(() -> ask(server, any -> infer(), (request, reply) -> inferred.incrementAndGet())));
            clients.add(new Thread(() -> ask(server, this::score, (request, reply) -> scored.incrementAndGet())));
            clients.add(new Thread(() -> ask(server, this::event, (request, reply) -> acknowledged.add(request))));
        }
        clients.forEach(Thread::start);
        while (scored.get() == before && server.isAlive()) {
            Thread.sleep(10);
        }
        Thread.sleep(random.nextInt(LONGEST_PAUSE));
        assertTrue(server.stop(), "the server did not end by itself");
        for (Thread client : clients) {
            client.join();
        }
    }

    @FunctionalInterface
    private interface Question {
        String of(int number);
    }

    @FunctionalInterface
    private interface Count {
        void answered(String request, Reply reply);
    }

    /** Asks over one connection, anew where the server ended it, until nobody listens. */
    private void ask(ServerProcess server, Question question, Count count) {
        try (Wire wire = Wire.to(server.port())) {
            while (server.isAlive()) {
                String request = question.of(next.incrementAndGet());
                Reply reply = wire.ask(request);
                if (reply.status() == 200) {
                    count.answered(request, reply);
                }
            }
        } catch (EOFException e) {
            if (!e.getMessage().endsWith("after ''")) {
                cut.add(e.getMessage());
            }
        } catch (IOException refused) {
            // Nobody listens any more.
        }
    }

    private static String infer() {
        FeatureSchema schema = TinyCompany.SCHEMA;
        String row = IntStream.range(0, schema.width()).mapToObj(i -> "0").collect(Collectors.joining(","));
        return Wire.post(
                "/v2/models/churn/infer",
                "{\"inputs\":[{\"name\":\"features\",\"datatype\":\"FP64\",\"shape\":[1," + schema.width()
                        + "],\"data\":[" + row + "]}]}");
    }

    private String score(int number) {
        return Wire.post(
                "/v1/score",
                "{\"asOf\":\"" + TinyCompany.AS_OF + "\",\"rows\":[{\"user\":\"s" + number
                        + "\",\"features\":{\"silence_days\":9}}]}");
    }

    private String event(int number) {
        return Wire.post(
                "/v1/events",
                "{\"events\":[{\"user\":\"live-" + number % 40 + "\",\"id\":\"e" + number + "\",\"at\":\"" + at
                        + "\",\"kind\":\"visit\"}]}");
    }

    private static int count(Reply reply, String member) throws IOException {
        return new ObjectMapper().readTree(reply.text()).path(member).asInt();
    }

    /** Lines of a decision log: one for every answer. */
    private static int logged(Path folder) throws IOException {
        int lines = 0;
        try (var files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                lines += Files.readAllLines(file).size();
            }
        }
        return lines;
    }
}
