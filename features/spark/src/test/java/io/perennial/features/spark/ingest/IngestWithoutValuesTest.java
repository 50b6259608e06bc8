package io.perennial.features.spark.ingest;

import static io.perennial.features.spark.ingest.IngestTest.HEADER;
import static io.perennial.features.spark.ingest.IngestTest.SHOP;
import static io.perennial.features.spark.ingest.IngestTest.ended;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.spark.Lab;
import io.perennial.features.spark.table.LogSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What exports write where there is no value: such as NULL, or nothing at all. */
final class IngestWithoutValuesTest {

    @TempDir
    private Path folder;

    @Test
    void the_words_for_no_user_are_no_user() throws IOException {
        StringBuilder rows = new StringBuilder(HEADER);
        Map<String, Long> expected = new TreeMap<>();
        for (String word : List.of("NULL", "null", "\\N", "NaN", "nan", "None")) {
            rows.append(word).append(",2020-01-01,1,x\n ").append(word).append(" ,2020-01-02,1,x\n");
            expected.put("user is missing: '" + word + "'", 2L);
        }
        rows.append("Nan,2020-01-01,1,x\nNULL2,2020-01-01,1,x\n");
        LogSummary summary = Lab.ingest(SHOP, folder.resolve("log"), write("a.csv", rows.toString()));
        assertEquals(expected, summary.quarantinedByReason());
        assertEquals(2, summary.users(), "Nan is a name");
        assertEquals(summary.rows(), ended(summary));
    }

    @Test
    void a_visit_of_unknown_length_is_a_visit() throws IOException {
        String visits = SHOP.replace("kind = \"coupon\"", "kind = \"visit\"\nduration = \"amount\"");
        String rows =
                HEADER + "a,2020-01-01,9,x\na,2020-01-01,,coupon\na,2020-01-01,\\N,coupon\na,2020-01-02,60,coupon\n";
        LogSummary summary =
                Lab.ingest(visits.replace("<> 'skip'", "= '9'"), folder.resolve("log"), write("a.csv", rows));
        assertEquals(4, summary.events());
        assertEquals(Map.of(), summary.quarantinedByReason());
    }

    @Test
    void an_item_that_is_a_word_for_nothing_is_unknown() throws IOException {
        String rows = HEADER + "a,2020-01-01,1, NULL \na,2020-01-01,1,NULL" + " ".repeat(30)
                + "\na,2020-01-01,1,NaN\na,2020-01-01,1,Nano\n";
        Lab.ingest(SHOP, folder.resolve("log"), write("a.csv", rows));
        assertEquals(
                List.of("", "", "", "Nano"),
                Lab.rows(folder.resolve("log/events")).stream()
                        .map(event -> event.<String>getAs("item"))
                        .sorted()
                        .toList());
    }

    @Test
    void expressions_see_nothing_where_a_word_says_so() throws IOException {
        String shop = SHOP.replace("item = \"note\"", "item = \"coalesce(note, at)\"")
                .replace("amount = \"amount\"", "amount = \"coalesce(amount, '7')\"")
                .replace("amount <> 'skip'", "true")
                .replace("note = 'coupon'", "note IS NOT NULL");
        String rows = HEADER + "a,2020-01-01,\\N,NULL\na,2020-01-02,2,NaN \t\na,2020-01-03,3,x\n";
        LogSummary summary = Lab.ingest(shop, folder.resolve("log"), write("a.csv", rows));
        assertEquals(Map.of(), summary.quarantinedByReason());
        List<Row> events = Lab.rows(folder.resolve("log/events"));
        assertEquals(4, events.size(), "three purchases and the coupon of the row that has a note");
        assertEquals(
                List.of("2020-01-01", "2020-01-02", "x"),
                events.stream()
                        .filter(event -> event.<Long>getAs("amount_minor") > 0)
                        .map(event -> event.<String>getAs("item"))
                        .sorted()
                        .toList());
        assertEquals(
                1200,
                events.stream()
                        .mapToLong(event -> event.<Long>getAs("amount_minor"))
                        .sum());
    }

    @Test
    void an_id_of_several_columns_is_missing_where_one_of_them_says_nothing() throws IOException {
        String byId = SHOP.replace("user =", "duplicates = \"id\"\nid = [\"note\", \"amount\"]\nuser =");
        String rows = HEADER + "a,2020-01-01,1,NULL\nb,2020-01-01,1,NULL\na,2020-01-01,1,n1\n";
        LogSummary summary = Lab.ingest(byId, folder.resolve("log"), write("a.csv", rows));
        assertEquals(Map.of("id is missing", 2L), summary.quarantinedByReason());
        assertEquals(1, summary.events());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
