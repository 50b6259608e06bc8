package io.perennial.http.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.registry.Registry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The champion is killed and promoted again and again: when the answer of a kill is there, the version before it answers.
 * How long each took its caller is printed; {@code -Dperennial.drill.kills=100} is the long form, in which kills come
 * before and after the next look at the registry, {@code -Ddrill.seed=N} another one.
 */
class KillSwitchDrillTest {

    private static final int KILLS = Integer.getInteger("perennial.drill.kills", 5);
    private static final int LONGEST_PAUSE = KILLS < 50 ? 20 : 2_000;
    private static final long SEED = Long.getLong("drill.seed", 1);
    private static final String USER = TinyCompany.ledgers(30).get(1).user();

    @TempDir
    Path root;

    @Test
    void when_a_kill_is_answered_the_version_before_answers() throws Exception {
        RunningServer.Operated operated = RunningServer.ofOperatedCompany(root, 30);
        try (RunningServer server = operated.server()) {
            Registry registry = Registry.at(root.resolve("registry"));
            TinyCompany.publish(registry, "churn", forest(1), TinyCompany.SCHEMA);
            int killed = registry.publish(TinyCompany.draft("churn", forest(2), TinyCompany.SCHEMA));
            server.server().refresh();
            drill(server, operated.key(), killed);
        }
    }

    private static Graph forest(long seed) {
        return Forests.churn(seed, 300, 6);
    }

    private static void drill(RunningServer server, String key, int version) throws Exception {
        Random random = new Random(SEED);
        Latencies kills = new Latencies();
        Latencies promotions = new Latencies();
        for (int i = 0; i < KILLS; i++) {
            String where = "drill.seed=" + SEED + ", kill " + i;
            change(server, key, "promote", "{\"version\":" + version + "}", promotions, where);
            assertEquals("churn@" + version, answering(server, key), where);
            Thread.sleep(random.nextInt(LONGEST_PAUSE));
            JsonNode after = change(server, key, "kill", "{\"why\":\"drill\"}", kills, where);
            assertEquals("churn@" + (version - 1), after.at("/answering/0").asText(), where);
            assertEquals("churn@" + (version - 1), answering(server, key), where);
        }
        System.out.println(
                "kill switch, models of 300 trees, " + KILLS + " kills: " + kills + "; promotions: " + promotions);
    }

    private static String answering(RunningServer server, String key) throws Exception {
        HttpResponse<String> answer =
                server.send(HttpRequest.newBuilder(server.uri("/v1/users/" + RunningServer.encoded(USER) + "/score"))
                        .header("Authorization", "Bearer " + key)
                        .build());
        assertEquals(200, answer.statusCode(), answer.body());
        return RunningServer.json(answer).at("/score/model_churn").asText();
    }

    private static JsonNode change(
            RunningServer server, String key, String verb, String body, Latencies took, String where) throws Exception {
        int port = server.server().adminPort().orElseThrow();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/registry/churn/" + verb))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        long began = System.nanoTime();
        HttpResponse<String> answer = server.send(request);
        took.add(System.nanoTime() - began);
        assertEquals(200, answer.statusCode(), where + ": " + answer.body());
        return RunningServer.json(answer);
    }
}
