package io.perennial.http.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.answer.Subject;
import io.perennial.http.live.LiveState;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.registry.Draft;
import io.perennial.scoring.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Good, bad and huge versions are made champion one after the other while clients ask: no request fails, and each score
 * is that of the very version its answer names. What swaps add to the latency is printed: the same load is on before and
 * after them. {@code -Dperennial.drill.swaps=600} is the long form, one a second; {@code -Ddrill.seed=N} draws others.
 */
class SwapUnderLoadTest {

    private static final int SWAPS = Integer.getInteger("perennial.drill.swaps", 8);
    private static final long SEED = Long.getLong("drill.seed", 1);
    private static final boolean IS_LONG = SWAPS > 100;
    private static final int CLIENTS = 4;
    private static final double PER_SECOND = 200;
    private static final long SWAP_MILLIS = IS_LONG ? 1_000 : 100;
    private static final double CALM_SECONDS = IS_LONG ? 60 : 0.5;
    private static final int HUGE_TREES = IS_LONG ? 2_000 : 300;
    private static final int HUGE_DEPTH = 8;
    private static final Subject SUBJECT = Subject.of(
            TinyCompany.ledgers(30).get(1), TinyCompany.AS_OF, TinyCompany.FIRST_DAY, TinyCompany.SCHEMA, "drill");
    private static final String SCORE =
            Wire.get("/v1/users/" + RunningServer.encoded(SUBJECT.row().user()) + "/score");

    /** What becomes of a version. */
    private enum Kind {
        GOOD,
        WRONG_GOLDEN_ROWS,
        HUGE,
        DAMAGED_FILE
    }

    @TempDir
    Path root;

    private final ObjectMapper json = new ObjectMapper();
    private final Map<Integer, Double> scores = new ConcurrentHashMap<>();
    private final Set<Integer> answered = ConcurrentHashMap.newKeySet();
    private final List<Integer> huge = new ArrayList<>();
    private final Latencies calm = new Latencies();
    private final Latencies swapping = new Latencies();
    private final Latencies swaps = new Latencies();
    private final AtomicReference<Latencies> now = new AtomicReference<>(new Latencies());
    private Registry registry;
    private int refusals;

    @BeforeEach
    void publish() throws IOException {
        registry = Registry.at(root.resolve("models"));
        TinyCompany.publishModels(registry);
        scores.put(1, score(TinyCompany.churn(0)));
        try (LiveState live = new LiveState(registry, ChurnGrade.Thresholds.defaults())) {
            live.refresh();
            TinyCompany.publishPopulation(registry, live.state().requireScorer(), root.resolve("bundle"), 30);
        }
        Files.writeString(root.resolve("server.toml"), "poll_millis = 100\n");
    }

    /** What a model says of the user, asked without any server. */
    private static double score(Graph graph) {
        int churn = List.copyOf(graph.outputs().keySet()).indexOf("churn_probability");
        return graph.evaluate(Row.of(SUBJECT.row().features()), graph.workspace())[churn];
    }

    @Test
    void no_swap_costs_a_request_and_each_score_is_that_of_the_version_it_names() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService clients = Executors.newSingleThreadExecutor();
        try (ServerProcess server = ServerProcess.start(
                root.resolve("models"),
                ServerProcess.AS_SERVED,
                "--config",
                root.resolve("server.toml").toString())) {
            Callable<Long> load = () -> new Load(server.port(), CLIENTS).paced(PER_SECOND, this::ask, done::get);
            Future<Long> asking = clients.submit(load);
            Thread.sleep((long) (1_000 * CALM_SECONDS));
            during(calm, () -> Thread.sleep((long) (1_000 * CALM_SECONDS)));
            during(swapping, () -> swapAll(server, asking::isDone));
            during(calm, () -> Thread.sleep((long) (1_000 * CALM_SECONDS)));
            done.set(true);
            print(asking.get());
        } finally {
            done.set(true);
            clients.shutdown();
        }
        assertTrue(answered.size() > SWAPS / 4, where("only versions " + answered + " answered"));
        assertTrue(refusals >= SWAPS / 4, where("only " + refusals + " versions were refused"));
    }

    private static String where(String what) {
        return "drill.seed=" + SEED + ": " + what;
    }

    @FunctionalInterface
    private interface Phase {
        void run() throws Exception;
    }

    private void during(Latencies phase, Phase what) throws Exception {
        now.set(phase);
        what.run();
        now.set(new Latencies());
    }

    private void ask(Wire wire, long number) throws IOException {
        Latencies phase = now.get();
        long began = System.nanoTime();
        Reply reply = wire.ask(SCORE);
        phase.add(System.nanoTime() - began);
        assertEquals(200, reply.status(), where(reply.text()));
        JsonNode answer = json.readTree(reply.text());
        int version = answer.at("/models/0/version").asInt();
        assertEquals("churn@" + version, answer.at("/score/model_churn").asText(), where(reply.text()));
        assertEquals(scores.get(version), answer.at("/score/churn_probability").doubleValue(), where(reply.text()));
        answered.add(version);
    }

    private void swapAll(ServerProcess server, BooleanSupplier failed) throws Exception {
        try (Wire wire = Wire.to(server.port())) {
            long began = System.nanoTime();
            for (int i = 0; i < SWAPS && !failed.getAsBoolean(); i++) {
                swap(Kind.values()[i % Kind.values().length], SEED + i, wire);
                long next = began + (i + 1) * SWAP_MILLIS * 1_000_000;
                Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
            }
        }
    }

    /** Makes a version champion and waits until it answers, or is refused and taken back. */
    private void swap(Kind kind, long seed, Wire wire) throws Exception {
        int version = version(kind, seed);
        long began = System.nanoTime();
        registry.promote("churn", version, kind.name());
        if (kind == Kind.DAMAGED_FILE) {
            Files.write(root.resolve("models/churn/versions/" + version + "/model.bin"), new byte[] {1, 2, 3});
        }
        if (isRefused(version, wire)) {
            refusals++;
            assertTrue(kind == Kind.WRONG_GOLDEN_ROWS || kind == Kind.DAMAGED_FILE, where(kind + " was refused"));
            registry.rollback("churn", kind.name());
        } else {
            assertTrue(kind != Kind.WRONG_GOLDEN_ROWS, where("what does not replay its golden rows answers"));
        }
        swaps.add(System.nanoTime() - began);
    }

    private int version(Kind kind, long seed) {
        if (kind == Kind.HUGE && huge.size() == 3) {
            return huge.get((int) (seed % huge.size()));
        }
        Graph graph =
                kind == Kind.HUGE ? Forests.churn(seed, HUGE_TREES, HUGE_DEPTH) : TinyCompany.churn(seed % 997 * 0.002);
        int version = registry.publish(draft(kind, graph));
        if (kind != Kind.WRONG_GOLDEN_ROWS) {
            scores.put(version, score(graph));
        }
        if (kind == Kind.HUGE) {
            huge.add(version);
        }
        return version;
    }

    private static Draft draft(Kind kind, Graph graph) {
        Graph replayed = kind == Kind.WRONG_GOLDEN_ROWS ? TinyCompany.churn(-1) : graph;
        return TinyCompany.draft("churn", graph, TinyCompany.golden(replayed), TinyCompany.SCHEMA);
    }

    /** Waits until the server says what became of a version. */
    private boolean isRefused(int version, Wire wire) throws Exception {
        Optional<Boolean> refused = Optional.empty();
        for (BooleanSupplier late = Load.after(60); refused.isEmpty(); ) {
            assertTrue(!late.getAsBoolean(), where("the server never came to version " + version));
            JsonNode ready = json.readTree(wire.ask(Wire.get("/readyz")).text());
            assertTrue(ready.get("ready").asBoolean(), where(ready.toString()));
            if (ready.at("/models/0/version").asInt() == version) {
                refused = Optional.of(false);
            } else if (ready.at("/refused/0/version").asInt() == version) {
                refused = Optional.of(true);
            } else {
                Thread.sleep(5);
            }
        }
        return refused.get();
    }

    private void print(long asked) {
        System.out.printf(
                Locale.ROOT,
                "swap under load: %,d requests, 0 failed, 0 mixed; %d versions made champion, %d of them refused, each"
                        + " known after %s; without swaps p50 %.2f ms, p99 %.2f ms; with them p50 %.2f ms, p99 %.2f ms:"
                        + " added p99 %.2f ms%n",
                asked,
                SWAPS,
                refusals,
                swaps,
                calm.millis(50),
                calm.millis(99),
                swapping.millis(50),
                swapping.millis(99),
                swapping.millis(99) - calm.millis(99));
    }
}
