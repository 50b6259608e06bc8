package io.perennial.features.spark.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.spark.Lab;
import io.perennial.simulator.Simulation;
import io.perennial.simulator.log.Mess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sides of the bench do the same work; how fast they are is no test's business. */
class FeaturesBenchTest {

    @TempDir
    private Path work;

    @Test
    void spark_and_duckdb_agree_on_every_count_ledger_row_and_feature() throws IOException {
        new Simulation(150, 1_080, LocalDate.parse("2026-10-31"), 5, Mess.NONE)
                .write(work.resolve("simulated-150"), done -> {});
        Report report = new FeaturesBench(Lab.spark(), work, new FeaturesBench.Size(150, 1, 2), what -> {}).run();
        assertEquals(Map.of(), report.differences(), report.text());
        assertEquals(5, report.findings().size());
        assertTrue(report.text().contains("DuckDB 93"), report.text());
        assertTrue(report.text().contains("results: equal"), report.text());
    }

    @Test
    void nothing_is_measured_of_no_users_runs_or_copies() {
        for (int[] size : new int[][] {{0, 1, 1}, {1, 0, 1}, {1, 1, -1}}) {
            String refused = assertThrows(
                            IllegalArgumentException.class, () -> new FeaturesBench.Size(size[0], size[1], size[2]))
                    .getMessage();
            assertTrue(refused.endsWith("at least 1 is needed"), refused);
        }
    }

    @Test
    void a_difference_is_said() {
        Report report = new Report(List.of(), List.of(), Map.of("silence_days", 3L));
        assertFalse(report.isEqual());
        assertTrue(report.text().contains("DIFFERENT in {silence_days=3}"), report.text());
    }

    @Test
    void the_median_leaves_the_cold_run_out() {
        Seconds one = new Seconds();
        one.time(() -> {});
        assertEquals(one.all().get(0), one.median());
        one.time(() -> {});
        assertEquals(one.all().get(1), one.median());
    }
}
