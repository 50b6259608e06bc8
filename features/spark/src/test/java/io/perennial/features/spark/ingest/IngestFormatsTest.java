package io.perennial.features.spark.ingest;

import static io.perennial.features.spark.ingest.IngestTest.HEADER;
import static io.perennial.features.spark.ingest.IngestTest.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.spark.Lab;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.step.Progress;
import io.perennial.features.spark.table.LogSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of every format become the same events, and a file of another format than was said is refused. */
final class IngestFormatsTest {

    private static final String JSONL = SHOP.replace("\"csv\"", "\"jsonl\"");

    private static final String PARQUET = SHOP.replace("\"csv\"", "\"parquet\"");

    @TempDir
    private Path folder;

    @Test
    void another_encoding_and_another_delimiter_can_be_stated() throws IOException {
        Path file = folder.resolve("a.csv");
        Files.write(
                file,
                "who;at;amount;note\n张三;2020-01-01;1,x;好\n李四;2020-01-01;2;好\n".getBytes(Charset.forName("GB18030")));
        String mapping = SHOP.replace("user =", "encoding = \"GB18030\"\ndelimiter = \";\"\nuser =");
        LogSummary summary = Lab.ingest(mapping, folder.resolve("log"), file);
        assertEquals(1, summary.users());
        assertEquals("李四", Lab.rows(folder.resolve("log/events")).get(0).getAs("user"));
    }

    @Test
    void json_lines_and_parquet_give_the_same_events_as_csv() throws IOException {
        Path csv = write("a.csv", HEADER + "a,2020-01-01,1.10,x\nb,2020-01-02,2.25,coupon\n");
        Path json = write("a.jsonl", """
                {"who":"a","at":"2020-01-01","amount":1.10,"note":"x"}
                {"amount":"2.25","who":"b","at":"2020-01-02","note":"coupon","more":{"k":[1]}}
                """);
        Lab.spark().read().option("header", "true").csv(csv.toString()).write().parquet(folder + "/a.parquet");
        List<String> expected = events(SHOP, "csv", csv);
        assertEquals(3, expected.size());
        assertEquals(expected, events(JSONL, "jsonl", json));
        assertEquals(expected, events(SHOP.replace("\"csv\"", "\"parquet\""), "parquet", folder.resolve("a.parquet")));
    }

    @Test
    void a_timestamp_of_parquet_is_an_instant_and_one_without_zone_a_local_time() {
        Lab.spark()
                .sql("SELECT 'a' AS who, TIMESTAMP '2024-01-01 20:00:00' AS at, 1 AS amount, 'x' AS note,"
                        + " TIMESTAMP_NTZ '2024-01-01 20:00:00' AS local")
                .write()
                .parquet(folder + "/a.parquet");
        String mapping =
                SHOP.replace("\"csv\"", "\"parquet\"").replace("pattern = \"yyyy-MM-dd\"", "zone = \"Asia/Shanghai\"");
        assertEquals("2024-01-02 at 2024-01-01T20:00:00Z", when(mapping, "instant"));
        assertEquals("2024-01-01 at 2024-01-01T12:00:00Z", when(mapping.replace("\"at\"", "\"local\""), "local"));
    }

    @Test
    void a_timestamp_of_parquet_in_nanoseconds_is_read_as_one_in_microseconds_is() throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType("message orders { required binary who (STRING);"
                + " required int64 at (TIMESTAMP(NANOS,true)); required int64 local (TIMESTAMP(NANOS,false));"
                + " required int64 amount; required binary note (STRING); }");
        org.apache.hadoop.fs.Path file =
                new org.apache.hadoop.fs.Path(folder.resolve("a.parquet").toUri());
        try (ParquetWriter<Group> out =
                ExampleParquetWriter.builder(file).withType(schema).build()) {
            for (long nanos : new long[] {0, 1_000, 999}) {
                long at = 1_000_000 * Instant.parse("2024-01-01T20:00:00Z").toEpochMilli() + nanos;
                out.write(new SimpleGroupFactory(schema)
                        .newGroup()
                        .append("who", "a")
                        .append("at", at)
                        .append("local", at)
                        .append("amount", 1L)
                        .append("note", "x"));
            }
        }
        String mapping =
                SHOP.replace("\"csv\"", "\"parquet\"").replace("pattern = \"yyyy-MM-dd\"", "zone = \"Asia/Shanghai\"");
        assertEquals("2024-01-02 at 2024-01-01T20:00:00Z", when(mapping, "instant"));
        assertEquals("2024-01-01 at 2024-01-01T12:00:00Z", when(mapping.replace("\"at\"", "\"local\""), "local"));
        String texts = mapping.replace("item = \"note\"", "item = \"at\"\nchannel = \"local\"");
        Lab.ingest(texts, folder.resolve("texts"), folder.resolve("a.parquet"));
        assertEquals(
                Set.of(
                        "2024-01-01T20:00:00.000000Z 2024-01-01 20:00:00",
                        "2024-01-01T20:00:00.000001Z 2024-01-01 20:00:00.000001",
                        "2024-01-01T20:00:00.000000999Z 2024-01-01 20:00:00.000000999"),
                Lab.rows(folder.resolve("texts/events")).stream()
                        .map(event -> event.getAs("item") + " " + event.getAs("channel"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void a_user_numbered_in_parquet_is_one_user_whether_months_hold_whole_numbers_or_doubles() {
        Path months = folder.resolve("months");
        parquet(months.resolve("1"), "BIGINT", "17850", "17850123", "-7");
        parquet(months.resolve("2"), "DOUBLE", "17850", "17850123", "-7", "NaN");
        parquet(months.resolve("3"), "FLOAT", "17850", "-7", "NaN");
        LogSummary summary = Lab.ingest(PARQUET, folder.resolve("log"), months);
        assertEquals(Set.of("17850", "17850123", "-7"), users("log"));
        assertEquals(Map.of("user is missing", 2L), summary.quarantinedByReason());
        assertFalse(told(PARQUET, months).contains("reads column"), "such texts are the same");
    }

    @Test
    void a_number_of_parquet_that_is_not_whole_or_too_large_to_be_exact_keeps_its_text() {
        parquet(folder.resolve("a"), "DOUBLE", "0.1", "9007199254740992", "-0.0", "Infinity");
        Lab.ingest(PARQUET, folder.resolve("log"), folder.resolve("a"));
        assertEquals(Set.of("0.1", "9.007199254740992E15", "0", "Infinity"), users("log"));
    }

    @Test
    void a_column_that_files_of_parquet_write_in_two_ways_is_told() {
        Path months = folder.resolve("months");
        parquet(months.resolve("1"), "BIGINT", "17850");
        parquet(months.resolve("2"), "STRING", "017850");
        String told = told(PARQUET, months);
        assertTrue(told.contains("mapping test.toml reads column 'who', which is number in "), told);
        assertTrue(told.contains(" and string in ") && told.contains("it counts as two"), told);
        assertFalse(told.contains("'at'"), told);
    }

    private static void parquet(Path place, String type, String... users) {
        Lab.spark()
                .createDataset(List.of(users), Encoders.STRING())
                .selectExpr("CAST(value AS " + type + ") AS who", "'2020-01-01' AS at", "1 AS amount", "'x' AS note")
                .write()
                .parquet(place.toString());
    }

    private Set<String> users(String log) {
        return Lab.rows(folder.resolve(log).resolve("events")).stream()
                .map(event -> event.<String>getAs("user"))
                .collect(Collectors.toSet());
    }

    private String when(String mapping, String name) {
        Lab.ingest(mapping, folder.resolve(name), folder.resolve("a.parquet"));
        Row event = Lab.rows(folder.resolve(name).resolve("events")).get(0);
        return LocalDate.ofEpochDay(event.<Integer>getAs("day")) + " at "
                + Instant.ofEpochMilli(event.<Long>getAs("at_ms"));
    }

    @Test
    void no_file_of_json_lines_is_left_out_uncounted() throws IOException {
        Path good = write("good.jsonl", "{\"who\":\"a\",\"at\":\"2020-01-01\",\"amount\":1}\n");
        LogSummary summary = Lab.ingest(JSONL, folder.resolve("log"), good, write("bare.jsonl", "{}\n{}\n"));
        assertEquals(3, summary.rows());
        assertEquals(2, summary.ignored() + summary.quarantined());
        Path array = write("array.json", "[{\"who\":\"a\"}" + ",{\"who\":\"b\"}".repeat(100_000) + "]");
        refused(JSONL, "is not JSON lines; write one object a line", good, array);
    }

    @Test
    void broken_json_goes_to_quarantine() throws IOException {
        Path json = write("a.jsonl", """
                {"who":"a","at":"2020-01-01","amount":1.10,"note":"x"}
                {"who":"a"
                [1]
                {} {}
                {"who":"a","amount":NaN}
                """);
        LogSummary summary = Lab.ingest(JSONL, folder.resolve("log"), json);
        assertEquals(1, summary.events());
        assertEquals(Map.of("not a JSON object", 4L), summary.quarantinedByReason());
    }

    @Test
    void a_log_of_another_format_is_refused_with_the_right_one_and_shows_nobodys_row() throws IOException {
        Path csv = write("shop.csv", HEADER + "anna,2020-01-01,1,x\n");
        Path json = write("shop.jsonl", "{\"who\":\"anna\",\"at\":\"2020-01-01\",\"amount\":1,\"note\":\"x\"}\n");
        refused(JSONL, "is not JSON lines (line 1 begins 'who,at,amount,note'); set format = \"csv\"", csv);
        refused(JSONL, "is not JSON lines; set format", write("bare.csv", "anna,2020-01-01,1,x\n"));
        refused(
                JSONL,
                "is not JSON lines; write one object a line",
                write("array.json", "[" + Files.readString(json).strip() + "]"));
        refused(SHOP.replace("\"csv\"", "\"parquet\""), "is not Parquet; set format = \"csv\" or \"jsonl\"", csv);
        refused(SHOP, "lacks; its first line is JSON: set format = \"jsonl\" in [log] of the mapping", json);
        refused(
                SHOP,
                "lacks; its first line seems to be a row and no header: name its columns by columns = [...]",
                write("headless.csv", "anna,2020-01-01,1,x\n"));
        refused(SHOP, "lacks; did you mean 'amonut'?", write("digits.csv", "who,at,amonut,note,7d_visits,2020\n"));
    }

    @Test
    void a_file_is_read_by_its_name_whatever_stands_in_it_and_a_pattern_where_nothing_is_called_so()
            throws IOException {
        Path csv = write("orders [1]{a}?.csv", HEADER + "a,2020-01-01,1.10,x\n");
        assertEquals(1, events(SHOP, "named", csv).size());
        assertEquals(
                1, events(SHOP, "pattern", folder.resolve("orders*[0-9]*.csv")).size());
        Path parquet = folder.resolve("orders [1]{a}?.parquet");
        Lab.spark()
                .read()
                .option("header", "true")
                .csv(folder + "/orders*")
                .write()
                .parquet(folder + "/plain");
        try (Stream<Path> files = Files.list(folder.resolve("plain"))) {
            Path part = files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            Files.copy(part, parquet);
        }
        assertEquals(
                1,
                events(SHOP.replace("\"csv\"", "\"parquet\""), "parquet", parquet)
                        .size());
    }

    @Test
    void a_file_with_a_colon_in_its_name_is_refused_by_it_with_what_to_do() throws IOException {
        Path hour = Files.createDirectories(folder.resolve("2026-01-01T10:00")).resolve("a.csv");
        Files.writeString(hour, HEADER + "a,2020-01-01,1.10,x\n");
        assertEquals(1, events(SHOP, "folder", hour).size());
        Path named = write("events_2026-01-01T10:00.jsonl", "{\"who\":\"a\",\"at\":\"2020-01-01\",\"amount\":1}\n");
        String told = " cannot be read: a name with ':' can't be read; rename events_2026-01-01T10:00.jsonl";
        refused(JSONL, told, named);
        refused(JSONL, told, folder.resolve("*.jsonl"));
        refused(JSONL, told, named.getFileName());
    }

    @Test
    void files_with_different_columns_are_told_since_no_row_of_one_repeats_one_of_the_other() throws IOException {
        Path one = write("1.csv", HEADER + "a,2020-01-01,1,x\n");
        Path two = write("2.csv", "who,at,amount,note,shop\na,2020-01-01,1,x,north\n");
        String told = told(SHOP, one, two);
        assertTrue(told.contains("2.csv has [shop], unlike") && told.contains("counts twice"), told);
    }

    @Test
    void a_day_over_a_year_before_the_others_is_told_though_it_counts() throws IOException {
        String told = told(SHOP, write("a.csv", HEADER + "a,2010-01-01,1,x\na,2020-01-01,1,x\na,2020-01-02,1,x\n"));
        assertTrue(told.contains("the log begins with events of 1 user on 2010-01-01, over a year apart"), told);
    }

    @Test
    void a_member_that_is_null_says_the_same_as_one_that_is_left_out() throws IOException {
        String row = "{\"who\":\"a\",\"at\":\"2020-01-01\",\"amount\":1";
        LogSummary summary = Lab.ingest(
                JSONL,
                folder.resolve("log"),
                write("1.jsonl", row + ",\"note\":null}\n"),
                write("2.jsonl", row + "}\n"));
        assertEquals(1, summary.events());
        assertEquals(1, summary.duplicates());
    }

    @Test
    void a_rule_that_never_matches_is_told_and_one_that_does_is_not() throws IOException {
        String told = told(SHOP, write("1.csv", HEADER + "a,2020-01-01,1,x\na,2020-01-02,skip,x\na,2020-01-03,1,x\n"));
        assertTrue(told.contains("mapping test.toml: rule event[1] (coupon) made no event, so nobody counts"), told);
        assertFalse(told.contains("event[0]"), told);
        LogSummary summary = LogSummary.parse("log.json", Files.readString(folder.resolve("log/log.json")));
        assertEquals(
                List.of(
                        new LogSummary.RuleEvents("test.toml", "event[0]", "purchase", 2),
                        new LogSummary.RuleEvents("test.toml", "event[1]", "coupon", 0)),
                summary.rules());
        assertTrue(summary.hasNone("coupon"));
        assertFalse(summary.hasNone("purchase"), "another rule makes them");
    }

    @Test
    void a_column_that_no_json_line_has_is_told_with_the_nearest_that_one_has() throws IOException {
        String row = "{\"who\":\"a\",\"at\":\"2020-01-01\",\"amount\":1,\"note\":\"coupon\"}\n";
        Path json = write("a.jsonl", row + "{\"who\":\"a\"}\n");
        String clean = told(JSONL, json);
        assertFalse(clean.contains("reads column") || clean.contains("made no event"), clean);
        String told = told(JSONL.replace("note =", "noote ="), json, write("more.jsonl", row.replace("who", "whom")));
        assertTrue(
                told.contains("mapping test.toml reads column 'noote', which none of the first 10,000 rows of its files"
                        + " has; did you mean 'note'?"),
                told);
        assertFalse(told.contains("'who'"), told);
    }

    /** What ingest says while it reads. */
    private String told(String mapping, Path... logs) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new Ingest(Lab.spark(), new Progress("ingest", new PrintStream(said, true, StandardCharsets.UTF_8)))
                .run(
                        List.of(Lab.source(mapping, logs)),
                        Optional.empty(),
                        folder.resolve("log").toString());
        return said.toString(StandardCharsets.UTF_8);
    }

    private List<String> events(String mapping, String name, Path log) {
        Path out = folder.resolve("log-" + name);
        Lab.ingest(mapping, out, log);
        List<String> events = new ArrayList<>();
        Lab.rows(out.resolve("events")).forEach(row -> events.add(row.toString()));
        Collections.sort(events);
        return events;
    }

    private void refused(String mapping, String because, Path... logs) {
        WrongUse refusal = assertThrows(WrongUse.class, () -> Lab.ingest(mapping, folder.resolve("refused"), logs));
        assertTrue(refusal.getMessage().contains(because), refusal.getMessage());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
