package io.perennial.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.feature.TrendSequence;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.registry.Registry;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explanations over the standard protocols: they add up on the wire, by version, and give way to a deadline. */
class VersionedExplainTest {

    @TempDir
    static Path root;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        TinyCompany.publish(registry, "churn", TinyCompany.churn(0.5), TinyCompany.SCHEMA);
        registry.publish(TinyCompany.draft("trend", TinyCompany.monthlyTrend(), TinyCompany.SCHEMA));
        server = RunningServer.over(registry);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void parts_in_tensors_add_up_to_the_score_of_the_version_asked_for() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 20; i++) {
            double[] silences = {300 * random.nextDouble(), random.nextInt(200)};
            for (String version : new String[] {"1", "2"}) {
                String path = "/v2/models/churn/versions/" + version;
                JsonNode answer = RunningServer.json(server.post(path + "/explain", column(silences)));
                JsonNode inferred = RunningServer.json(server.post(path + "/infer", column(silences)));
                assertEquals(version, answer.get("model_version").asText());
                for (int row = 0; row < 2; row++) {
                    double score = value(answer, "churn_probability", row);
                    double sum = value(answer, "baseline", row) + value(answer, "context", row);
                    for (int part = 0; part < 7; part++) {
                        sum += value(answer, "contributions", 7 * row + part);
                    }
                    assertEquals(score, sum, 1e-9, answer.toString());
                    assertEquals(sum, value(answer, "sum", row), 1e-12);
                    assertTrue(Math.abs(value(answer, "residual", row)) <= 1e-9, answer.toString());
                    assertEquals(value(inferred, "churn_probability", row), score);
                }
            }
        }
    }

    @Test
    void value_is_explained_and_what_is_not_says_so() throws Exception {
        String path = "/v2/models/ltv/explain";
        JsonNode answer = RunningServer.json(server.post(path, column(10)));
        assertEquals(value(answer, "ltv", 0), value(answer, "sum", 0), 1e-9);
        assertEquals(7, answer.at("/parameters/parts").asText().split(",").length);
        HttpResponse<String> trend = server.post("/v2/models/trend/explain", column(10));
        assertEquals(200, trend.statusCode(), trend.body());
    }

    @Test
    void an_output_that_is_not_known_is_refused_with_the_nearest() throws Exception {
        String asked = column(10).replace("}]}", "}],\"outputs\":[{\"name\":\"residul\"}]}");
        HttpResponse<String> answer = server.post("/v2/models/churn/explain", asked);
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("did you mean 'residual'"), answer.body());
    }

    @Test
    void a_trend_told_by_months_is_not_explained_here_and_no_row_is_blamed() throws Exception {
        int width = TrendSequence.STEPS * TrendSequence.CHANNELS;
        String past = ",{\"name\":\"sequence\",\"datatype\":\"FP64\",\"shape\":[1," + width + "],\"data\":"
                + Collections.nCopies(width, 1) + "}]}";
        String rows = column(10).replace("]}]}", "]}" + past);
        String version = "/v2/models/trend/versions/2";
        assertEquals(200, server.post(version + "/infer", rows).statusCode());
        HttpResponse<String> v2 = server.post(version + "/explain", rows);
        HttpResponse<String> v1 = server.post(
                "/v1/models/trend/versions/2:explain", "{\"instances\":[{\"silence_days\":10},{\"silence_days\":20}]}");
        for (HttpResponse<String> answer : List.of(v2, v1)) {
            assertEquals(404, answer.statusCode(), answer.body());
            assertFalse(answer.body().contains("row 0"), answer.body());
            assertTrue(answer.body().contains("told by months"), answer.body());
            assertTrue(answer.body().contains("/v1/users/{id}/explanation?target=trend"), answer.body());
        }
    }

    @Test
    void months_that_are_missing_or_of_no_row_are_refused_by_name() throws Exception {
        int width = TrendSequence.STEPS * TrendSequence.CHANNELS;
        String gap = "[null" + ",1".repeat(width - 1) + "]";
        for (String months : List.of("[1," + width + "],\"data\":" + gap, "[0," + width + "],\"data\":[]")) {
            String rows = column(10)
                    .replace("]}]}", "]},{\"name\":\"sequence\",\"datatype\":\"FP64\",\"shape\":" + months + "}]}");
            HttpResponse<String> answer = server.post("/v2/models/trend/versions/2/infer", rows);
            assertEquals(400, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("input 'sequence' has "), answer.body());
        }
    }

    @Test
    void a_mistyped_output_is_refused_whether_or_not_there_was_time() throws Exception {
        String asked = column(10).replace("}]}", "}],\"outputs\":[{\"name\":\"residul\"}]}");
        for (String millis : new String[] {"0", "60000"}) {
            assertEquals(400, within(millis, "/v2/models/churn/explain", asked).statusCode());
        }
    }

    @Test
    void a_row_without_a_score_is_wrong_and_the_model_is_not_missing() throws Exception {
        HttpResponse<String> answer =
                server.post("/v2/models/churn/explain", column(10).replace("[10.0]", "[null]"));
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("row 0"), answer.body());
    }

    @Test
    void a_deadline_that_has_passed_drops_explanations_never_scores() throws Exception {
        JsonNode tensors = RunningServer.json(within("0", "/v2/models/churn/explain", column(10)));
        assertTrue(tensors.at("/parameters/dropped").asText().startsWith("explanations"), tensors.toString());
        assertEquals(
                value(RunningServer.json(server.post("/v2/models/churn/infer", column(10))), "churn_probability", 0),
                value(tensors, "churn_probability", 0));
        String instances = "{\"instances\":[{\"silence_days\":10}]}";
        JsonNode v1 = RunningServer.json(within("0", "/v1/models/churn:explain", instances));
        assertTrue(v1.at("/predictions/0/churn_probability").isNumber(), v1.toString());
        assertEquals(0, v1.get("explanations").size());
        assertTrue(v1.get("dropped").asText().startsWith("explanations"), v1.toString());
        JsonNode inTime = RunningServer.json(within("60000", "/v1/models/churn:explain", instances));
        assertFalse(inTime.has("dropped"), inTime.toString());
        assertEquals(400, within("soon", "/v1/models/churn:explain", instances).statusCode());
        // The clock runs before the body is read.
        HttpResponse<String> refused = within("soon", "/v1/models/churn:explain", "{");
        assertTrue(refused.body().contains("X-Deadline-Ms"), refused.body());
    }

    @Test
    void an_id_that_is_well_formed_comes_back_and_any_other_is_replaced() throws Exception {
        assertEquals("order-7:a.b_c", idOf("order-7:a.b_c"));
        for (String bad : new String[] {"a b", "<script>", "x".repeat(65), "-", "é"}) {
            assertTrue(idOf(bad).matches("r-[0-9a-f]+-[0-9a-f]+"), bad);
        }
    }

    @Test
    void every_answer_tells_where_its_time_went() throws Exception {
        for (String path : new String[] {"/livez", "/v2/models/churn", "/v2/nothing/at/all"}) {
            HttpResponse<String> answer = server.get(path);
            String timing = answer.headers().firstValue("Server-Timing").orElse("none");
            boolean isRouted = answer.statusCode() == 200;
            assertEquals(isRouted, timing.matches("read;dur=[0-9]+\\.[0-9]{3}, answer;dur=[0-9]+\\.[0-9]{3}"), timing);
        }
    }

    private static String idOf(String given) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri("/livez"))
                .header("X-Request-Id", given)
                .build();
        return server.send(request).headers().firstValue("X-Request-Id").orElseThrow();
    }

    private static HttpResponse<String> within(String millis, String path, String body) throws Exception {
        return server.send(HttpRequest.newBuilder(server.uri(path))
                .header("Content-Type", "application/json")
                .header("X-Deadline-Ms", millis)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static String column(double... silences) {
        StringBuilder data = new StringBuilder();
        for (double silence : silences) {
            data.append(data.isEmpty() ? "" : ",").append(silence);
        }
        return "{\"inputs\":[{\"name\":\"silence_days\",\"datatype\":\"FP64\",\"shape\":[" + silences.length
                + "],\"data\":[" + data + "]}]}";
    }

    private static double value(JsonNode answer, String output, int at) {
        for (JsonNode tensor : answer.get("outputs")) {
            if (tensor.get("name").asText().equals(output)) {
                return tensor.get("data").get(at).doubleValue();
            }
        }
        throw new AssertionError("no output " + output + " in " + answer);
    }
}
