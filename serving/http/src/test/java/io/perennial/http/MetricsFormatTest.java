package io.perennial.http;

import static io.perennial.http.RunningServer.encoded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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
        assertFalse(server.get("/metrics").body().contains("perennial_model_rows_total"));
        server.get("/v1/users/" + encoded(TinyCompany.ledgers(30).get(1).user()) + "/score");
        server.post("/v1/score", THREE_ROWS_ONE_OF_THEM_BAD);
        server.post("/v2/models/ltv/infer", TWO_ROWS);
        server.post("/v1/models/churn:predict", "{\"instances\":[{\"silence_days\":9}]}");
        String told = server.get("/metrics").body();
        assertScored(told, "churn", 4, 6);
        assertScored(told, "ltv", 3, 5);
        assertScored(told, "trend", 2, 3);
    }

    private static void assertScored(String told, String model, int calls, int rows) {
        String version = "{model=\"" + model + "\",version=\"1\"} ";
        assertTrue(told.contains("\nperennial_model_calls_total" + version + calls + ".0\n"), told);
        assertTrue(told.contains("\nperennial_model_rows_total" + version + rows + ".0\n"), told);
    }
}
