package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunSummaryTest {

    @TempDir
    private Path root;

    @Test
    void days_that_are_none_of_the_logs_are_named_at_the_end_of_a_run() throws IOException {
        String stray = "events of 1 user on 1970-01-01 (shop.toml)";
        String text = text("{\"stray_days\":\"" + stray + "\"}");
        assertTrue(text.lines().anyMatch(("stray     " + stray)::equals), text);
        assertFalse(text("{}").contains("stray"), "a log without stray days needs no line");
    }

    @Test
    void rows_in_quarantine_are_counted_at_the_end_of_a_run_with_what_most_are_there_for() throws IOException {
        String text = text("{\"rows\":1000,\"quarantined\":221,"
                + "\"quarantined_by_reason\":{\"amount is missing\":1,\"user is missing\":220}}");
        String said = "read      1,000 rows, 221 of them (22.10 %) in quarantine, most because: user is missing (220)";
        assertTrue(text.lines().anyMatch(said::equals), text);
        assertFalse(text("{\"rows\":1000,\"quarantined\":0}").contains("quarantine"));
    }

    @Test
    void money_at_stake_has_the_decimals_of_its_currency() throws IOException {
        String scores = "{\"currency\":\"JPY\",\"expected_loss\":1200,\"value_if_retained\":3400.4,\"ltv\":2200}";
        String text = text("{}", scores);
        assertTrue(text.contains("JPY 1,200 expected loss, of 3,400 if every eligible user stayed;"), text);
        assertTrue(text("{}", scores.replace("JPY", "GBP")).contains("lifetime value 2,200.00"));
    }

    private String text(String log) throws IOException {
        return text(log, "{}");
    }

    private String text(String log, String scores) throws IOException {
        RunFolder folder = new RunFolder(root);
        write(folder.log().resolve("log.json"), log);
        write(folder.scoresSummary(), scores);
        write(folder.snapshots().resolve("plan.json"), "{}");
        write(folder.training().resolve("evaluation.json"), "{}");
        return RunSummary.read(folder, folder.ownRegistry()).text();
    }

    private static void write(Path file, String json) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);
    }
}
