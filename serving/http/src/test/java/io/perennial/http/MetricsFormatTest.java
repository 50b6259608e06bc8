package io.perennial.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own tool reads what the server counts. */
class MetricsFormatTest {

    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    @TempDir
    Path root;

    @Test
    void promtool_finds_nothing_to_complain_of() throws Exception {
        assumeTrue(
                Files.isExecutable(PROMTOOL),
                "skipped: promtool is not installed (Debian: apt-get install prometheus), so nobody checked the format");
        try (RunningServer server = RunningServer.ofTinyCompany(root, 30)) {
            server.get("/v1/users/nobody/score");
            server.post("/v2/models/churn/infer", "{}");
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
    }
}
