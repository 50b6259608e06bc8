package io.perennial.http;

import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.drill.ServerProcess;
import io.perennial.http.live.LiveState;
import io.perennial.scoring.registry.Registry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server process killed with kill -9 again and again while four clients send events: what was acknowledged is there
 * after the next start, and nothing counts twice. {@code -Ddrill.kills=1000} is the long form, {@code -Ddrill.seed=N}
 * another one.
 */
class KillDrillTest {

    private static final int KILLS = Integer.getInteger("drill.kills", 3);
    private static final long SEED = Long.getLong("drill.seed", 1);
    private static final int CLIENTS = 4;
    private static final int USERS = 40;
    private static final int BATCH = 25;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Random random = new Random(SEED);
    private final AtomicInteger next = new AtomicInteger();
    private final Map<String, AtomicInteger> sent = new ConcurrentHashMap<>();
    private final Queue<List<String>> acknowledged = new ConcurrentLinkedQueue<>();
    private final Instant at = Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    Path root;

    @Test
    void what_was_acknowledged_outlives_kill_9() throws Exception {
        Registry registry = Registry.at(root.resolve("models"));
        TinyCompany.publishModels(registry);
        try (LiveState live = new LiveState(registry, ChurnGrade.Thresholds.defaults())) {
            live.refresh();
            TinyCompany.publishPopulation(registry, live.state().requireScorer(), root.resolve("bundle"), USERS);
        }
        for (int kill = 0; kill < KILLS; kill++) {
            sendUntilKilled(start());
        }
        try (ServerProcess last = start()) {
            check(last.address());
        }
    }

    private ServerProcess start() throws IOException, InterruptedException {
        return ServerProcess.start(root.resolve("models"), ServerProcess.SMALL);
    }

    private void sendUntilKilled(ServerProcess server) throws InterruptedException {
        int before = acknowledged.size();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Thread sender = new Thread(() -> sendUntilItFails(server.address()));
            sender.start();
            clients.add(sender);
        }
        while (acknowledged.size() == before && server.isAlive()) {
            Thread.sleep(10);
        }
        Thread.sleep(random.nextInt(1_000));
        server.close();
        for (Thread sender : clients) {
            sender.join();
        }
    }

    private void sendUntilItFails(URI server) {
        while (true) {
            List<String> events = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                int number = next.incrementAndGet();
                String user = "live-" + number % USERS;
                sent.computeIfAbsent(user, key -> new AtomicInteger()).incrementAndGet();
                events.add("{\"user\":\"" + user + "\",\"id\":\"e" + number + "\",\"at\":\"" + at
                        + "\",\"kind\":\"visit\"}");
            }
            try {
                if (post(server, events).get("accepted").asInt() == BATCH) {
                    acknowledged.add(events);
                }
            } catch (IOException e) {
                return; // the server was killed; nobody knows whether the batch was kept, so it is not counted
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void check(URI server) throws Exception {
        Map<String, Integer> least = new ConcurrentHashMap<>();
        for (List<String> events : acknowledged) {
            assertEquals(BATCH, post(server, events).get("duplicate").asInt(), "drill.seed=" + SEED + ": " + events);
            events.forEach(event -> least.merge(event.replaceAll(".*\"user\":\"([^\"]*)\".*", "$1"), 1, Integer::sum));
        }
        for (Map.Entry<String, Integer> user : least.entrySet()) {
            HttpRequest request = HttpRequest.newBuilder(server.resolve("/v1/users/" + user.getKey()))
                    .build();
            int kept = json(client.send(request, HttpResponse.BodyHandlers.ofString()))
                    .at("/ledger/events/visit")
                    .asInt();
            int most = sent.get(user.getKey()).get();
            assertTrue(
                    kept >= user.getValue() && kept <= most,
                    "drill.seed=" + SEED + ": " + user.getKey() + " has " + kept + " events, " + user.getValue()
                            + " were acknowledged and " + most + " sent");
        }
        System.out.println("kill -9 " + KILLS + " times: " + acknowledged.size() * BATCH
                + " acknowledged events, all kept, each once");
    }

    private JsonNode post(URI server, List<String> events) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/v1/events"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"events\":[" + String.join(",", events) + "]}"))
                .build();
        return json(client.send(request, HttpResponse.BodyHandlers.ofString()));
    }
}
