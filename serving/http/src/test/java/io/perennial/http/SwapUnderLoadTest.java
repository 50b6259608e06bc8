package io.perennial.http;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.scoring.registry.Registry;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions are promoted, rolled back and broken while clients ask: no request fails, no answer mixes versions. */
class SwapUnderLoadTest {

    private static final int SWAPS = 15;
    private static final int CLIENTS = 3;

    @TempDir
    Path root;

    @Test
    void no_swap_costs_a_request_and_no_answer_mixes_versions() throws Exception {
        Map<Integer, Set<Double>> given = new ConcurrentHashMap<>();
        AtomicBoolean done = new AtomicBoolean();
        int answers = 0;
        try (RunningServer server = RunningServer.ofTinyCompany(root, 30)) {
            String path = "/v1/users/" + encoded(TinyCompany.ledgers(30).get(1).user()) + "/score";
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            List<Future<Integer>> asking = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Callable<Integer> client = () -> ask(server, path, given, done);
                asking.add(clients.submit(client));
            }
            swap(server);
            done.set(true);
            for (Future<Integer> client : asking) {
                answers += client.get();
            }
            clients.shutdown();
        }
        assertTrue(answers > SWAPS, "only " + answers + " answers");
        assertTrue(given.size() > 2, "only versions " + given.keySet() + " answered");
        given.forEach((version, values) -> assertEquals(1, values.size(), "version " + version + " gave " + values));
        assertEquals(given.size(), given.values().stream().distinct().count());
    }

    private static int ask(RunningServer server, String path, Map<Integer, Set<Double>> given, AtomicBoolean done)
            throws Exception {
        int answers = 0;
        while (!done.get()) {
            HttpResponse<String> response = server.get(path);
            assertEquals(200, response.statusCode(), response.body());
            JsonNode answer = json(response);
            int version = answer.get("models").get(0).get("version").asInt();
            assertEquals(
                    "churn@" + version, answer.get("score").get("model_churn").asText());
            given.computeIfAbsent(version, any -> ConcurrentHashMap.newKeySet())
                    .add(answer.get("score").get("churn_probability").doubleValue());
            answers++;
        }
        return answers;
    }

    /** New version, broken version, rollback of the broken one, in turn. */
    private void swap(RunningServer server) throws Exception {
        Registry registry = Registry.at(root.resolve("registry"));
        for (int i = 0; i < SWAPS; i++) {
            int version = TinyCompany.publish(registry, "churn", TinyCompany.churn(0.1 * (i + 1)), TinyCompany.SCHEMA);
            if (i % 3 == 1) {
                Files.write(root.resolve("registry/churn/versions/" + version + "/model.bin"), new byte[] {1, 2, 3});
            }
            server.server().refresh();
            assertTrue(
                    server.server().state().isReady(), server.server().state().reason());
            if (i % 3 == 1) {
                registry.rollback("churn", "broken");
                server.server().refresh();
            }
        }
    }
}
