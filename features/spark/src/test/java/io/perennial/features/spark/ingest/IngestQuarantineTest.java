package io.perennial.features.spark.ingest;

import static io.perennial.features.spark.ingest.IngestTest.HEADER;
import static io.perennial.features.spark.ingest.IngestTest.SHOP;
import static io.perennial.features.spark.ingest.IngestTest.ended;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.spark.Lab;
import io.perennial.features.spark.table.LogSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows go to quarantine, for what reason, and that none of them ends a run. */
final class IngestQuarantineTest {

    @TempDir
    private Path folder;

    @Test
    void a_row_whose_number_in_a_condition_cannot_be_read_is_not_ignored() throws IOException {
        String sold = SHOP.replace("amount <> 'skip'", "note <> 'lost' AND amount > 0");
        String rows = HEADER
                + "a,2020-01-01,950.00,x\n"
                + "a,2020-01-02,\"1,234.50\",x\n"
                + "a,2020-01-03,\"1,234.50\",lost\n"
                + "a,2020-01-04,,x\n"
                + "a,2020-01-05,NULL,x\n"
                + "a,2020-01-06,0,x\n"
                + "a,2020-01-07,none,coupon\n";
        LogSummary summary = Lab.ingest(sold, folder.resolve("log"), write("a.csv", rows));
        assertEquals(Map.of("a number in 'when' cannot be read", 1L), summary.quarantinedByReason());
        assertEquals(4, summary.ignored(), "what says nothing is no number that can't be read");
        assertEquals(2, summary.events(), "one rule that cannot tell takes nothing from another that can");
        assertEquals(summary.rows(), ended(summary));
    }

    @Test
    void ids_with_half_of_a_surrogate_pair_make_no_user_of_several() throws IOException {
        String json = SHOP.replace("\"csv\"", "\"jsonl\"");
        StringBuilder rows = new StringBuilder();
        for (String who : List.of("u\\ud83d", "\\ude00u", "u?", "u\\ud83d\\ude00")) {
            rows.append("{\"who\":\"" + who + "\",\"at\":\"2020-01-01\",\"amount\":1,\"other\":\"\\ud83d\"}\n");
        }
        rows.append("{\"who\":\"u?\",\"at\":\"2020-01-02\",\"amount\":1,\"note\":\"Toy \\ud83d\"}\n");
        LogSummary summary = Lab.ingest(json, folder.resolve("log"), write("a.jsonl", rows.toString()));
        assertEquals(3, summary.events(), "a text cut within a character costs no money");
        assertEquals(Map.of("id holds half of a surrogate pair", 2L), summary.quarantinedByReason());
        assertEquals(2, summary.users());
        assertEquals(summary.rows(), ended(summary));
    }

    @Test
    void an_id_that_no_path_can_name_makes_no_user_who_could_not_be_erased() throws IOException {
        String json = SHOP.replace("\"csv\"", "\"jsonl\"");
        StringBuilder rows = new StringBuilder();
        for (String who : List.of("a\\u0000b", "a\\u0001b", "CORP\\\\jane", "..")) {
            rows.append("{\"who\":\"" + who + "\",\"at\":\"2020-01-01\",\"amount\":1,\"other\":\"x\"}\n");
        }
        LogSummary summary = Lab.ingest(json, folder.resolve("log"), write("a.jsonl", rows.toString()));
        assertEquals(Map.of("user holds a character of code 0", 1L), summary.quarantinedByReason());
        assertEquals(3, summary.users());
    }

    @Test
    void quarantine_names_file_reason_and_text() throws IOException {
        Lab.ingest(SHOP, folder.resolve("log"), write("a.csv", HEADER + "a,2020-01-01,1,x\nb,never,1,x\n"));
        Row row = Lab.rows(folder.resolve("log/quarantine")).get(0);
        assertTrue(row.<String>getAs("file").endsWith("a.csv"));
        assertEquals("time does not match the pattern yyyy-MM-dd", row.getAs("reason"));
        assertEquals("b,never,1,x", row.getAs("raw"));
    }

    @Test
    void a_line_of_ten_megabytes_and_bytes_that_are_no_text_cost_only_themselves() throws IOException {
        Path file = folder.resolve("a.csv");
        Files.write(
                file,
                (HEADER + "a,2020-01-01,1,x\nb,2020-01-01,1," + "y".repeat(10_000_000) + "\nc,2020-01-01,1,")
                        .getBytes(StandardCharsets.UTF_8));
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, '\n'}, java.nio.file.StandardOpenOption.APPEND);
        Files.writeString(file, "d,2020-01-01,1,ü\n", java.nio.file.StandardOpenOption.APPEND);
        LogSummary summary = Lab.ingest(SHOP, folder.resolve("log"), file);
        assertEquals(2, summary.users());
        assertEquals(
                Map.of("line is longer than 1048576 bytes", 1L, "bytes are not UTF-8", 1L),
                summary.quarantinedByReason());
        for (Row row : Lab.rows(folder.resolve("log/quarantine"))) {
            assertTrue(row.<String>getAs("raw").length() <= 1_024);
        }
    }

    @Test
    void a_time_of_zero_west_of_greenwich_goes_to_quarantine_and_ends_no_run() throws IOException {
        Path log = write("a.csv", "src,dst,unix_time\n1,2,1082040961\n1,3,0\n");
        LogSummary summary = Lab.ingest("college-msg", folder.resolve("log"), log);
        assertEquals(1, summary.keptRows());
        assertEquals(Map.of("time is not between 1970 and 2099", 1L), summary.quarantinedByReason());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
