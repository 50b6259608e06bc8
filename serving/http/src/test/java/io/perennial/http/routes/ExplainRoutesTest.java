package io.perennial.http.routes;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.api.Caller;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.config.ConfigFile;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.config.TrafficConfig;
import io.perennial.http.decision.Recorder;
import io.perennial.http.ledger.LiveLedger;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ModelCalls;
import io.perennial.http.serving.ExplainPool;
import io.perennial.http.serving.Serving;
import io.perennial.http.store.EventStore;
import io.perennial.http.store.StoreAddress;
import io.perennial.http.survey.Surveys;
import io.perennial.http.traffic.Traffic;
import io.perennial.scoring.registry.Registry;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explanations give way, to a deadline and to a full pool, and the answer has the score and says so. */
class ExplainRoutesTest {

    private static final String USER = TinyCompany.ledgers(30).get(1).user();
    private static final String PATH = "/v1/users/" + encoded(USER);
    private static final String ROWS = "{\"asOf\":\"2026-01-01\",\"rows\":["
            + "{\"user\":\"a\",\"features\":{\"silence_days\":60}},{\"user\":\"b\",\"features\":{\"silense_days\":1}}]}";
    private static final String DROPPED = "explanations: the deadline left no time for them";

    private static final Clock CLOCK = Clock.fixed(RunningServer.NOW, ZoneOffset.UTC);

    @TempDir
    static Path root;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.ofTinyCompany(root, 30);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpRequest.Builder within(String millis, String path) {
        return HttpRequest.newBuilder(server.uri(path))
                .header("Content-Type", "application/json")
                .header("X-Deadline-Ms", millis);
    }

    @Test
    void a_deadline_that_has_passed_leaves_the_score_of_a_user() throws Exception {
        JsonNode score = json(server.get(PATH + "/score"));
        JsonNode late = json(server.send(
                within("0", PATH + "/explanation?compareTo=2025-12-20").build()));
        assertEquals(DROPPED, late.get("dropped").asText());
        assertFalse(late.has("dimensions"), late.toString());
        for (String member : List.of("predictionId", "models", "features", "verdicts", "trace")) {
            assertEquals(score.get(member), late.get(member), member);
        }
        assertEquals(score.at("/score/churn_probability"), late.at("/score/churn_probability"));
        assertEquals(Set.of(), promised("/paths/~1v1~1users~1{id}~1explanation/get", late));
        String replay = late.get("trace").asText() + "/replay";
        assertTrue(json(server.post(replay, "")).get("equal").booleanValue());
        JsonNode inTime =
                json(server.send(within("60000", PATH + "/explanation").build()));
        assertEquals(json(server.get(PATH + "/explanation")), inTime);
        assertEquals(
                400, server.send(within("soon", PATH + "/explanation").build()).statusCode());
    }

    @Test
    void a_deadline_that_has_passed_leaves_the_score_of_each_row() throws Exception {
        JsonNode scores = json(server.post("/v1/score", ROWS));
        HttpRequest request =
                within("0", "/v1/explain").POST(BodyPublishers.ofString(ROWS)).build();
        JsonNode late = json(server.send(request));
        assertEquals(DROPPED, late.get("dropped").asText());
        assertEquals(scores.get("rows"), late.get("rows"));
        assertEquals(400, late.at("/rows/1/status").asInt());
        assertEquals(Set.of(), promised("/paths/~1v1~1explain/post", late));
        assertFalse(json(server.post("/v1/explain", ROWS)).has("dropped"));
    }

    @Test
    void a_number_no_model_can_score_is_the_row_s_fault_with_or_without_reasons() throws Exception {
        String rows = "{\"asOf\":\"2026-01-01\",\"rows\":["
                + "{\"user\":\"a\",\"features\":{\"silence_days\":60,\"spend_lifetime\":-1e12}}]}";
        JsonNode scored = json(server.post("/v1/score", rows)).at("/rows/0");
        assertEquals(400, scored.get("status").asInt(), scored.toString());
        assertEquals(
                "rows[0].features.spend_lifetime", scored.at("/problem/field").asText());
        assertEquals(scored, json(server.post("/v1/explain", rows)).at("/rows/0"));
        HttpRequest late =
                within("0", "/v1/explain").POST(BodyPublishers.ofString(rows)).build();
        assertEquals(scored, json(server.send(late)).at("/rows/0"));
    }

    private static Set<?> promised(String operation, JsonNode answer) throws Exception {
        JsonNode schema =
                json(server.get("/openapi.json")).at(operation + "/responses/200/content/application~1json/schema");
        assertTrue(schema.isObject(), operation);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(answer);
    }

    @Test
    void where_no_thread_is_free_who_states_a_deadline_gets_the_score_and_who_does_not_is_refused() throws Exception {
        ServerConfig config = ConfigFile.read(
                Files.writeString(
                        root.resolve("small.toml"),
                        "explain_threads = 1\nexplain_queue = 1\nexplain_timeout_millis = 300000\n"),
                Optional.empty());
        Registry registry = Registry.at(root.resolve("registry"));
        CountDownLatch held = new CountDownLatch(1);
        try (LiveState live = new LiveState(registry, ChurnGrade.Thresholds.defaults());
                EventStore store = StoreAddress.inMemory();
                Traffic traffic = Traffic.of(TrafficConfig.defaults(), ModelCalls.UNCOUNTED);
                Surveys surveys = new Surveys(live, registry, traffic);
                ExplainPool pool = new ExplainPool(config.explain())) {
            live.refresh();
            LiveLedger ledger = new LiveLedger(store, CLOCK);
            Recorder recorder = new Recorder(Optional.empty(), CLOCK);
            Serving serving =
                    new Serving(config, registry, live, traffic, ledger, CLOCK, recorder, surveys, Optional.empty());
            fill(pool, held);
            WithheldAnswers withheld = new WithheldAnswers(new Metrics(live));
            for (Route route : new ExplainRoutes(serving, pool, ModelCalls.UNCOUNTED, withheld).routes()) {
                JsonNode told = asked(route, Map.of("X-Deadline-Ms", "300000"));
                assertEquals(DROPPED, told.get("dropped").asText());
                assertTrue(told.findValue("churn_probability").isNumber(), told.toString());
                Problem refused = assertThrows(Problem.class, () -> asked(route, Map.of()));
                assertEquals(Problem.Kind.BUSY, refused.kind());
            }
        } finally {
            held.countDown();
        }
    }

    @Test
    void what_is_wrong_with_a_row_is_said_though_no_time_is_left_to_explain_it() throws Exception {
        String good = "{\"user\":\"a\",\"features\":{\"silence_days\":60}},";
        String rows = "{\"asOf\":\"2026-01-01\",\"rows\":[" + good.repeat(900)
                + "{\"user\":\"b\",\"features\":{\"silense_days\":1}}]}";
        ServerConfig hasty = ConfigFile.read(
                Files.writeString(root.resolve("hasty.toml"), "explain_timeout_millis = 10\n"), Optional.empty());
        Registry registry = Registry.at(root.resolve("hasty"));
        TinyCompany.publishModels(registry);
        try (RunningServer quick = RunningServer.over(registry, hasty)) {
            JsonNode told = json(quick.post("/v1/explain", rows)).get("rows");
            assertEquals(503, told.at("/899/status").asInt(), told.get(899).toString());
            assertEquals(400, told.at("/900/status").asInt(), told.get(900).toString());
        }
    }

    /** Of three tasks one is worked on, one waits, and one is refused. */
    private static void fill(ExplainPool pool, CountDownLatch held) throws InterruptedException {
        CountDownLatch refused = new CountDownLatch(1);
        for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(() -> {
                try {
                    pool.run(() -> await(held));
                } catch (Problem full) {
                    refused.countDown();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        assertTrue(refused.await(1, TimeUnit.MINUTES), "the pool took more than it has room for");
    }

    private static boolean await(CountDownLatch held) {
        try {
            return held.await(5, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static JsonNode asked(Route route, Map<String, String> headers) throws Exception {
        Request request = new Request(
                Map.of("id", USER), Map.of(), ROWS.getBytes(StandardCharsets.UTF_8), headers, Caller.ANYBODY);
        return new ObjectMapper().readTree(route.handler().handle(request).body());
    }
}
