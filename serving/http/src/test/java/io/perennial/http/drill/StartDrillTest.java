package io.perennial.http.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.TinyCompany;
import io.perennial.http.live.LiveState;
import io.perennial.scoring.registry.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server starts with four models and a crowd, as {@code perennial serve} starts it. The time from the start of its
 * process to its first answer that it is ready is printed, and the memory it holds then and once everybody is counted.
 * {@code -Dperennial.drill.users=1000000} is the long form, {@code -Dperennial.drill.starts=5} takes the median of more.
 */
class StartDrillTest {

    private static final int USERS = Integer.getInteger("perennial.drill.users", 3_000);
    private static final int STARTS = Integer.getInteger("perennial.drill.starts", 1);

    @TempDir
    Path root;

    @Test
    void a_server_is_ready_with_four_models_and_a_crowd() throws Exception {
        Registry registry = Registry.at(root.resolve("models"));
        TinyCompany.publishModels(registry);
        TinyCompany.publish(registry, "churn", Forests.churn(1, 300, 6), TinyCompany.SCHEMA);
        int challenger = registry.publish(TinyCompany.draft("churn", Forests.churn(2, 300, 6), TinyCompany.SCHEMA));
        registry.challenge("churn", challenger, "drill");
        try (LiveState live = new LiveState(registry, ChurnGrade.Thresholds.defaults())) {
            live.refresh();
            Crowd.publish(registry, live.state().requireScorer(), root.resolve("bundle"), USERS);
        }
        Files.writeString(root.resolve("server.toml"), "[traffic]\nchallenger_percent = 10\n");
        Latencies ready = new Latencies();
        for (int i = 0; i < STARTS; i++) {
            start(ready, "churn@" + challenger);
        }
        System.out.printf(
                Locale.ROOT, "start with four models and %,d users, %d times: ready after %s%n", USERS, STARTS, ready);
    }

    private void start(Latencies ready, String challenger) throws Exception {
        long began = System.nanoTime();
        try (ServerProcess server = ServerProcess.start(
                        root.resolve("models"),
                        ServerProcess.AS_SERVED,
                        "--config",
                        root.resolve("server.toml").toString());
                Wire wire = Wire.to(server.port())) {
            Reply first = wire.ask(Wire.get("/readyz"));
            long nanos = System.nanoTime() - began;
            double processor = server.processorSeconds();
            ready.add(nanos);
            assertEquals(200, first.status(), first.text());
            JsonNode said = new ObjectMapper().readTree(first.text());
            assertEquals(USERS, said.at("/population/users").asInt(), first.text());
            assertEquals(3, said.get("models").size(), first.text());
            String arms = wire.ask(Wire.get("/v1/arms")).text();
            assertTrue(arms.contains('"' + challenger + '"'), arms);
            long then = server.kibibytes("VmRSS").orElse(0L);
            long counted = System.nanoTime();
            for (Reply list = list(wire); list.status() != 200; list = list(wire)) {
                assertEquals(503, list.status(), list.text());
                Thread.sleep(100);
            }
            System.out.printf(
                    Locale.ROOT,
                    "ready after %.2f s (%.2f s of processor), resident %,d MiB; everybody counted %.1f s later, resident %,d MiB, at most %,d%n",
                    nanos / 1e9,
                    processor,
                    then >> 10,
                    (System.nanoTime() - counted) / 1e9,
                    server.kibibytes("VmRSS").orElse(0L) >> 10,
                    server.kibibytes("VmHWM").orElse(0L) >> 10);
        }
    }

    private static Reply list(Wire wire) throws Exception {
        return wire.ask(Wire.get("/v1/users?limit=1"));
    }
}
