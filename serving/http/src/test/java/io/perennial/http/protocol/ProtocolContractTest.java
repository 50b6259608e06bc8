package io.perennial.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.api.Caller;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ModelCalls;
import io.perennial.scoring.registry.Registry;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The standard protocols over HTTP, case by case: each file under {@code protocol} holds requests and what must come
 * back, written after the meaning of the specifications and of what their servers test.
 */
class ProtocolContractTest {

    @TempDir
    static Path root;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        TinyCompany.publish(registry, "churn", TinyCompany.churn(0.5), TinyCompany.SCHEMA);
        server = RunningServer.over(registry);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @TestFactory
    List<DynamicTest> open_inference_protocol() throws IOException {
        return cases("inference.json");
    }

    @TestFactory
    List<DynamicTest> kserve_v1() throws IOException {
        return cases("kserve.json");
    }

    @TestFactory
    List<DynamicTest> mlflow() throws IOException {
        return cases("mlflow.json");
    }

    @Test
    void a_verb_whose_colon_is_encoded_is_that_verb() throws Exception {
        String body = "{\"instances\":[{\"silence_days\":9}]}";
        String answer = server.post("/v1/models/churn:predict", body).body();
        for (String path : List.of(
                "/v1/models/churn%3Apredict",
                "/v1/models/churn%3apredict",
                "/v1/models/churn/versions/2%3Apredict",
                "/v1/models/churn/labels/champion%3Apredict")) {
            assertEquals(answer, server.post(path, body).body(), path);
        }
        assertEquals(
                "POST",
                server.get("/v1/models/churn%3Apredict")
                        .headers()
                        .firstValue("Allow")
                        .orElseThrow());
    }

    @Test
    void more_rows_than_are_taken_are_413_in_every_protocol() throws Exception {
        String row = "{\"silence_days\": 1},";
        String rows = "[" + row.repeat(1_000) + "{\"silence_days\": 1}]";
        String numbers = "[" + "1,".repeat(1_000) + "1]";
        assertEquals(
                413,
                server.post("/v1/models/churn:predict", "{\"instances\": " + rows + "}")
                        .statusCode());
        assertEquals(
                413,
                server.post("/invocations", "{\"dataframe_records\": " + rows + "}")
                        .statusCode());
        HttpResponse<String> tensor = server.post(
                "/v2/models/churn/infer",
                "{\"inputs\": [{\"name\": \"silence_days\", \"shape\": [1001], \"datatype\": \"FP64\", \"data\": "
                        + numbers + "}]}");
        assertEquals(413, tensor.statusCode());
        assertTrue(RunningServer.json(tensor).get("error").asText().contains("1000"), tensor.body());
    }

    @Test
    void every_answer_to_an_event_is_an_event_of_its_own() throws Exception {
        String event =
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/a\",\"type\":\"b\",\"data\":{\"instances\":[]}}";
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            HttpRequest request = HttpRequest.newBuilder(server.uri("/v1/models/churn:predict"))
                    .header("Content-Type", CloudEvents.STRUCTURED)
                    .POST(BodyPublishers.ofString(event))
                    .build();
            ids.add(RunningServer.json(server.send(request)).get("id").asText());
        }
        assertEquals(3, ids.size(), ids.toString());
    }

    @Test
    void mlflow_is_not_there_without_a_model(@TempDir Path empty) throws Exception {
        try (RunningServer bare = RunningServer.over(Registry.at(empty.resolve("registry")))) {
            for (String path : List.of("/ping", "/health")) {
                HttpResponse<String> answer = bare.get(path);
                assertEquals(404, answer.statusCode(), answer.body());
                JsonNode error = RunningServer.json(answer);
                assertEquals("RESOURCE_DOES_NOT_EXIST", error.get("error_code").asText());
                assertTrue(error.get("message").asText().contains("/readyz"), answer.body());
            }
            assertEquals(200, bare.get("/version").statusCode());
        }
    }

    @Test
    void a_version_that_can_not_answer_says_when_to_try_again(@TempDir Path other) throws Exception {
        Registry registry = Registry.at(other.resolve("registry"));
        TinyCompany.publishModels(registry);
        int torn = registry.publish(TinyCompany.draft("churn", TinyCompany.churn(0.5), TinyCompany.SCHEMA));
        Files.write(other.resolve("registry/churn/versions/" + torn + "/model.bin"), new byte[10]);
        int foreign = registry.publish(TinyCompany.draft("ltv", TinyCompany.ltv(), TinyCompany.schema(30)));
        try (RunningServer following = RunningServer.over(registry)) {
            for (String version : List.of("churn/versions/" + torn, "ltv/versions/" + foreign)) {
                HttpResponse<String> answer = following.get("/v2/models/" + version + "/ready");
                assertEquals(503, answer.statusCode(), answer.body());
                assertEquals("30", answer.headers().firstValue("Retry-After").orElse(""), answer.body());
            }
        }
    }

    /** A thousand rows of one column, or of none, fit into a body that is read on the thread of other connections. */
    @Test
    void many_rows_need_a_thread_of_their_own_however_few_bytes_they_take() {
        Registry registry = Registry.at(root.resolve("registry"));
        try (LiveState live = new LiveState(registry, ChurnGrade.Thresholds.defaults())) {
            live.refresh();
            ServedModels models = new ServedModels(live, registry, ModelCalls.UNCOUNTED);
            Map<String, Route> routes = Stream.concat(
                            new InferenceRoutes(models, null, 1_000).routes().stream(),
                            new KserveRoutes(models, null, 1_000).routes().stream())
                    .collect(Collectors.toMap(Route::id, route -> route));
            Map.of("churn", 8, "ltv", 8, "trend", 1).forEach((model, few) -> {
                assertEquals(200, answer(routes.get("inferByModel"), model, tensor(few)));
                assertEquals(200, answer(routes.get("predictInstances"), model, instances(few)));
                for (int rows : new int[] {few + 1, 1_000}) {
                    assertThrows(
                            Request.NeedsOwnThread.class,
                            () -> answer(routes.get("inferByModel"), model, tensor(rows)));
                    assertThrows(
                            Request.NeedsOwnThread.class,
                            () -> answer(routes.get("predictInstances"), model, instances(rows)));
                }
                String statistics = new String(
                        routes.get("statisticsOfModel")
                                .handler()
                                .handle(asked(model, ""))
                                .body(),
                        StandardCharsets.UTF_8);
                assertTrue(statistics.contains("\"fail\":{\"count\":0,"), statistics);
            });
        }
    }

    private static int answer(Route route, String model, String body) {
        return route.handler().handle(asked(model, body).onSharedThread()).status();
    }

    private static Request asked(String model, String body) {
        return new Request(
                Map.of("name", model), Map.of(), body.getBytes(StandardCharsets.UTF_8), Map.of(), Caller.ANYBODY);
    }

    private static String tensor(int rows) {
        return "{\"inputs\":[{\"name\":\"silence_days\",\"datatype\":\"FP64\",\"shape\":[" + rows + "],\"data\":["
                + "9,".repeat(rows - 1) + "9]}]}";
    }

    private static String instances(int rows) {
        return "{\"instances\":[" + "{},".repeat(rows - 1) + "{}]}";
    }

    private static List<DynamicTest> cases(String file) throws IOException {
        return ProtocolCase.of(file).stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one)))
                .toList();
    }

    private static void check(ProtocolCase one) throws Exception {
        HttpResponse<String> response = server.send(one.request(server));
        String body = response.body();
        JsonNode given = one.given();
        assertEquals(one.status(), response.statusCode(), body);
        for (Map.Entry<String, JsonNode> header : given.path("header").properties()) {
            assertEquals(
                    header.getValue().asText(),
                    response.headers().firstValue(header.getKey()).orElse(""),
                    header.getKey());
        }
        if (given.has("text_answer")) {
            assertEquals(given.get("text_answer").asText(), body);
            return;
        }
        JsonNode answer = RunningServer.json(response);
        for (Map.Entry<String, JsonNode> member : given.path("answer").properties()) {
            assertEquals(member.getValue(), orMissing(answer.at(member.getKey())), member.getKey() + " of " + answer);
        }
        given.path("present").forEach(at -> assertTrue(answer.at(at.asText()).isNumber(), at + " of " + answer));
        given.path("absent").forEach(at -> assertTrue(answer.at(at.asText()).isMissingNode(), at + " of " + answer));
        checkError(given, answer, "error");
        checkError(given, answer, "message");
        assertFalse(body.matches("(?s).*(\\bat [a-z]+\\.|Exception|com\\.fasterxml|io\\.perennial).*"), body);
    }

    private static void checkError(JsonNode given, JsonNode answer, String member) {
        if (given.has(member)) {
            assertTrue(answer.get(member).asText().contains(given.get(member).asText()), answer.toString());
            assertEquals(member.equals("error") ? 1 : 2, answer.size(), answer.toString());
        }
    }

    private static JsonNode orMissing(JsonNode node) {
        return node.isNull() ? NullNode.getInstance() : node;
    }
}
