package io.perennial.http;

import static io.perennial.http.RunningServer.encoded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perennial.http.quality.Drift;
import io.perennial.scoring.registry.Registry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server counts is told by bounds of time and by version, and Prometheus' own tool reads it. */
class MetricsFormatTest {

    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final String TWO_ROWS =
            "{\"inputs\":[{\"name\":\"silence_days\",\"shape\":[2],\"datatype\":\"FP64\",\"data\":[9,7]}]}";
    private static final String THREE_ROWS_ONE_OF_THEM_BAD = "{\"asOf\":\"2026-01-01\",\"rows\":["
            + "{\"user\":\"u\",\"features\":{\"silence_days\":9}},{\"user\":\"bad\"},"
            + "{\"user\":\"v\",\"features\":{\"silence_days\":7}}]}";

    private static final String THREE_EVENTS = "{\"events\":["
            + "{\"user\":\"u\",\"id\":\"a\",\"at\":\"2026-01-02T00:00:00Z\",\"kind\":\"purchase\",\"amount\":1},"
            + "{\"user\":\"u\",\"id\":\"b\",\"at\":\"2026-01-02T00:00:00Z\",\"kind\":\"visit\"},{}]}";

    @TempDir
    Path root;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.ofTinyCompany(root, 30);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void promtool_finds_nothing_to_complain_of() throws Exception {
        assumeTrue(
                Files.isExecutable(PROMTOOL),
                "skipped: promtool is not installed (Debian: apt-get install prometheus), so nobody checked the format");
        server.get("/v1/users/nobody/score");
        server.post("/v2/models/churn/infer", "{}");
        server.post("/v2/models/churn/infer", TWO_ROWS);
        server.get(user() + "/explanation");
        String rows = IntStream.range(0, Drift.ENOUGH)
                .mapToObj(i -> "{\"user\":\"n" + i + "\",\"features\":{\"silence_days\":" + i % 100 + "}}")
                .collect(Collectors.joining(","));
        server.post("/v1/score", "{\"asOf\":\"2026-01-01\",\"rows\":[" + rows + "]}");
        server.get("/v1/quality");
        server.post("/v1/events", THREE_EVENTS);
        assertTrue(told().contains("perennial_drift{"), "the drift of today is not among what is checked");
        Path metrics = Files.writeString(
                root.resolve("metrics.txt"), server.get("/metrics").body());
        Process check = new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
                .redirectInput(metrics.toFile())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("said.txt").toFile())
                .start();
        assertEquals(true, check.waitFor(60, TimeUnit.SECONDS), "promtool did not end");
        assertEquals("", Files.readString(root.resolve("said.txt"), StandardCharsets.UTF_8));
        assertEquals(0, check.exitValue());
    }

    @Test
    void events_are_counted_from_nothing_on_and_everything_that_is_told_says_what_it_is() throws Exception {
        for (String count : List.of(
                "events_total{outcome=\"accepted\"}",
                "events_total{outcome=\"duplicate\"}",
                "events_total{outcome=\"refused\"}",
                "events_not_counted_total",
                "withheld_total{kind=\"score\"}",
                "withheld_total{kind=\"explanation\"}")) {
            assertTrue(told().contains("\nperennial_" + count + " 0.0\n"), count);
        }
        server.post("/v1/events", THREE_EVENTS);
        server.post("/v2/models/churn/infer", TWO_ROWS);
        String told = told();
        assertTrue(told.contains("\nperennial_events_total{outcome=\"refused\"} 1.0\n"), told);
        List<String> unexplained = Pattern.compile("^# HELP (\\S+) *$", Pattern.MULTILINE)
                .matcher(told)
                .results()
                .map(help -> help.group(1))
                .toList();
        assertEquals(List.of(), unexplained);
    }

    @Test
    void times_are_told_by_bounds_from_fifty_microseconds_to_two_and_a_half_seconds() throws Exception {
        server.get("/v1/users/nobody/score");
        String told = server.get("/metrics").body();
        List<MatchResult> buckets = Pattern.compile("\nperennial_request_seconds_bucket\\{method=\"GET\","
                        + "route=\"/v1/users/\\{id}/score\",status=\"404\",le=\"([^\"]+)\"} ([0-9.]+)")
                .matcher(told)
                .results()
                .toList();
        assertEquals(16, buckets.size(), told);
        assertEquals(50e-6, Double.parseDouble(buckets.get(0).group(1)));
        assertEquals(2.5, Double.parseDouble(buckets.get(14).group(1)));
        assertEquals("+Inf", buckets.get(15).group(1));
        assertEquals(1, Double.parseDouble(buckets.get(15).group(2)));
    }

    @Test
    void rows_and_calls_are_told_by_the_versions_that_scored_them() throws Exception {
        assertFalse(told().contains("perennial_model_rows_total"));
        server.get(user() + "/score");
        server.post("/v1/score", THREE_ROWS_ONE_OF_THEM_BAD);
        assertCalls(told(), "churn", "champion", "score", "ok", 2);
        assertRows(told(), "churn", "champion", "score", 3);
        server.post("/v2/models/ltv/infer", TWO_ROWS);
        server.post("/v1/models/churn:predict", "{\"instances\":[{\"silence_days\":9}]}");
        assertCalls(told(), "churn", "champion", "infer", "ok", 2);
        assertRows(told(), "churn", "champion", "infer", 3);
        assertRows(told(), "ltv", "champion", "infer", 2);
        assertRows(told(), "trend", "champion", "score", 3);
    }

    @Test
    void explanations_and_what_could_not_be_answered_are_told_apart() throws Exception {
        assertEquals(200, server.get(user() + "/explanation").statusCode());
        server.post("/v1/models/churn:explain", "{\"instances\":[{\"silence_days\":9}]}");
        server.post("/v2/models/churn/explain", TWO_ROWS);
        assertEquals(400, server.post("/v2/models/churn/infer", "{}").statusCode());
        assertEquals(400, server.post("/invocations", "{}").statusCode());
        assertCalls(told(), "churn", "champion", "explain", "ok", 3);
        assertRows(told(), "churn", "champion", "explain", 4);
        assertCalls(told(), "churn", "champion", "infer", "refused", 2);
    }

    @Test
    void a_challenger_is_told_as_what_it_was_asked() throws Exception {
        Registry registry = Registry.at(root.resolve("registry"));
        int other = registry.publish(TinyCompany.draft("churn", TinyCompany.churn(0.4), TinyCompany.SCHEMA));
        server.server().refresh();
        server.post("/v2/models/churn/versions/" + other + "/infer", TWO_ROWS);
        assertTrue(
                told().contains("alias=\"number\",model=\"churn\",outcome=\"ok\",verb=\"infer\",version=\"2\"} 1.0"),
                told());
        registry.challenge("churn", other, "test");
        server.server().refresh();
        server.post("/v1/models/churn/labels/challenger:predict", "{\"instances\":[{\"silence_days\":9}]}");
        assertTrue(
                told().contains(
                                "alias=\"challenger\",model=\"churn\",outcome=\"ok\",verb=\"infer\",version=\"2\"} 1.0"),
                told());
        server.get(user() + "/score");
        String unseen = "alias=\"shadow\",model=\"churn\",outcome=\"ok\",verb=\"score\",version=\"2\"} 1.0";
        for (int tries = 0; !told().contains(unseen) && tries < 200; tries++) {
            Thread.sleep(50);
        }
        assertTrue(told().contains(unseen), told());
    }

    private String user() {
        return "/v1/users/" + encoded(TinyCompany.ledgers(30).get(1).user());
    }

    private String told() throws Exception {
        return server.get("/metrics").body();
    }

    private static void assertCalls(String told, String model, String as, String verb, String outcome, int calls) {
        String labels = "{alias=\"" + as + "\",model=\"" + model + "\",outcome=\"" + outcome + "\",verb=\"" + verb
                + "\",version=\"1\"} ";
        assertTrue(told.contains("\nperennial_model_calls_total" + labels + calls + ".0\n"), told);
    }

    private static void assertRows(String told, String model, String as, String verb, int rows) {
        String labels = "{alias=\"" + as + "\",model=\"" + model + "\",verb=\"" + verb + "\",version=\"1\"} ";
        assertTrue(told.contains("\nperennial_model_rows_total" + labels + rows + ".0\n"), told);
    }
}
