package io.perennial.features.spark.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.spark.Lab;
import io.perennial.features.spark.mapping.Mapping;
import io.perennial.features.spark.mapping.Mappings;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.table.AliasFile;
import io.perennial.features.spark.table.LogSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IngestTest {

    static final String SHOP = """
            [log]
            format = "csv"
            user = "who"
            time = { column = "at", pattern = "yyyy-MM-dd" }
            currency = "GBP"
            [[event]]
            kind = "purchase"
            when = "amount <> 'skip'"
            amount = "amount"
            item = "note"
            [[event]]
            kind = "coupon"
            when = "note = 'coupon'"
            [churn]
            active = ["purchase"]
            """;

    static final String HEADER = "who,at,amount,note\n";

    @TempDir
    private Path folder;

    @Test
    void every_row_ends_as_kept_duplicate_ignored_or_quarantined() throws IOException {
        String rows = HEADER
                + "a,2020-01-01,1.50,x\n"
                + "a,2020-01-02,2.00,coupon\n"
                + "b,2020-01-02,skip,x\n"
                + "b,2020/01/02,1.00,x\n"
                + ",2020-01-02,1.00,x\n"
                + "b,2020-01-02,n/a,x\n"
                + "b,2020-01-02,Infinity,x\n"
                + "b,2020-01-02,-1,x\n"
                + "b,2020-01-02,1e300,x\n"
                + "b,2020-01-02,1.00\n"
                + "b,2020-01-02,1.00,\"x\n"
                + "b,2020-01-03,3.00,\"two\nlines\"\n";
        LogSummary summary = Lab.ingest(SHOP, folder.resolve("log"), write("a.csv", rows));
        Map<String, Long> expected = new TreeMap<>();
        expected.put("time does not match the pattern yyyy-MM-dd", 1L);
        expected.put("user is missing", 1L);
        expected.put("amount is missing or not a number", 2L);
        expected.put("amount is negative", 1L);
        expected.put("amount is out of range", 1L);
        expected.put("has 3 columns, not 4", 1L);
        expected.put("text after a closing quote", 1L);
        assertEquals(expected, summary.quarantinedByReason());
        assertEquals(12, summary.rows());
        assertEquals(3, summary.keptRows());
        assertEquals(4, summary.events());
        assertEquals(1, summary.ignored());
        assertEquals(summary.rows(), ended(summary));
        assertEquals(
                summary.quarantined(),
                Lab.rows(folder.resolve("log/quarantine")).size());
        assertEquals(summary.events(), Lab.rows(folder.resolve("log/events")).size());
    }

    @Test
    void across_files_a_row_counts_as_often_as_in_the_file_where_it_occurs_most() throws IOException {
        Path one = write("1.csv", HEADER + "a,2020-01-01,1,x\na,2020-01-01,1,x\nb,2020-01-01,1,x\n");
        Path two = write("2.csv", "note,who,at,amount\nx,a,2020-01-01,1\nx,b,2020-01-01,1\nx,c,2020-01-01,1\n");
        LogSummary summary = Lab.ingest(SHOP, folder.resolve("log"), one, two);
        assertEquals(4, summary.events());
        assertEquals(2, summary.duplicates());
        for (LogSummary.FileRows file : summary.files()) {
            assertEquals(
                    file.rows(), file.keptRows() + file.duplicates() + file.ignored() + file.quarantined(), file::path);
        }
        LogSummary exact =
                Lab.ingest(SHOP.replace("user =", "duplicates = \"exact\"\nuser ="), folder.resolve("exact"), one, two);
        assertEquals(3, exact.events());
        assertEquals(3, exact.duplicates());
    }

    @Test
    void rows_of_one_id_count_once_and_go_to_quarantine_where_they_differ() throws IOException {
        LogSummary summary = ingestById("""
                a,2020-01-01,1,n1
                a,2020-01-01,1.00,n1
                b,2020-01-01,1,n2
                c,2020-01-01,1,n2
                c,2020-01-01,1,n2
                d,2020-01-01,1,
                e,2020-01-01,1,NULL
                e,2020-01-01,1,NULL
                """);
        assertEquals(1, summary.duplicates());
        assertEquals(
                Map.of("id repeats with different content", 3L, "id is missing", 3L), summary.quarantinedByReason());
        assertEquals(6, Lab.rows(folder.resolve("log/quarantine")).size());
    }

    @Test
    void rows_of_two_ids_are_two_events_though_their_events_are_equal() throws IOException {
        String byId = SHOP.replace("user =", "duplicates = \"id\"\nid = [\"note\"]\nuser =")
                .replace("item = \"note\"", "id = \"who\"");
        Path lines = write("a.csv", HEADER + "a,2020-01-01,1,line1\na,2020-01-01,1,line2\na,2020-01-01,1,line2\n");
        LogSummary summary = Lab.ingest(byId, folder.resolve("log"), lines);
        assertEquals(2, summary.events());
        assertEquals(1, summary.duplicates());
    }

    @Test
    void a_row_of_a_later_day_that_repeats_an_id_takes_nothing_from_the_earlier_one() throws IOException {
        LogSummary summary = ingestById("""
                b,2020-01-03,9,n1
                a,2020-01-02,1,n1
                a,2020-01-02,1,n1
                a,2020-01-04,1,n1
                a,2020-01-02,1,n2
                a,2020-01-02,2,n2
                a,2020-01-03,1,n2
                """);
        assertEquals(1, summary.duplicates());
        assertEquals(Map.of("id repeats with different content", 5L), summary.quarantinedByReason());
        Row event = Lab.rows(folder.resolve("log/events")).get(0);
        assertEquals("a 2020-01-02", event.getAs("user") + " " + LocalDate.ofEpochDay(event.<Integer>getAs("day")));
    }

    /** Ingests rows whose note is their id; one of them becomes an event. */
    private LogSummary ingestById(String rows) throws IOException {
        String byId = SHOP.replace("user =", "duplicates = \"id\"\nid = [\"note\"]\nuser =");
        LogSummary summary = Lab.ingest(byId, folder.resolve("log"), write("a.csv", HEADER + rows));
        assertEquals(1, summary.events());
        assertEquals(summary.rows(), ended(summary));
        return summary;
    }

    @Test
    void aliases_are_one_user_before_anything_is_counted() throws IOException {
        Path file = write("a.csv", HEADER + "a,2020-01-01,1,x\nb,2020-01-01,2,x\nc,2020-01-01,3,x\n");
        Path aliases = write("aliases.csv", "alias,user\nb,c\nc,a\n");
        LogSummary summary = Lab.ingest(List.of(Lab.source(SHOP, file)), Optional.of(aliases), folder.resolve("log"));
        assertEquals(1, summary.users());
        assertEquals(2, summary.aliasesResolved());
        Row day = Lab.rows(folder.resolve("log/ledger")).get(0);
        assertEquals("a", day.getAs("user"));
        assertEquals(600L, day.<Long>getAs("spend_minor"));
        Path kept = folder.resolve("log/aliases.json");
        assertEquals(Map.of("b", "a", "c", "a"), AliasFile.parse(kept.toString(), Files.readString(kept)));
        refused("stands for both", List.of(Lab.source(SHOP, file)), write("two.csv", "alias,user\nb,a\nb,c\n"));
        refused("stands for itself", List.of(Lab.source(SHOP, file)), write("ring.csv", "alias,user\na,b\nb,a\n"));
        refused("has no user", List.of(Lab.source(SHOP, file)), write("null.csv", "alias,user\nb,NULL\n"));
    }

    @Test
    void aliases_in_several_files_are_refused_by_name_and_none_is_left_out() throws IOException {
        Path file = write("a.csv", HEADER + "a,2020-01-01,1,x\nb,2020-01-01,2,x\nc,2020-01-01,3,x\n");
        Path aliases = Files.createDirectory(folder.resolve("aliases"));
        Files.writeString(aliases.resolve("1.csv"), "alias,user\nb,a\n");
        LogSummary one = Lab.ingest(List.of(Lab.source(SHOP, file)), Optional.of(aliases), folder.resolve("log"));
        assertEquals(2, one.users());
        Files.writeString(aliases.resolve("2.csv"), "alias,user\nc,a\n");
        refused("aliases/2.csv; --aliases takes one: put them together", List.of(Lab.source(SHOP, file)), aliases);
    }

    @Test
    void a_visit_between_two_times_in_milliseconds_lasts_as_long_as_between_them() throws IOException {
        String visits = SHOP.replace("kind = \"coupon\"", "kind = \"visit\"\nduration = \"(amount - note) / 1000\"")
                .replace("amount <> 'skip'", "false")
                .replace("note = 'coupon'", "amount - note > 60000")
                .replace("[\"purchase\"]", "[\"visit\"]");
        String rows = HEADER + "a,2020-01-01,1577836890500,1577836800000\na,2020-01-01,1577836800001,1577836800000\n";
        Lab.ingest(visits, folder.resolve("log"), write("a.csv", rows));
        List<Row> events = Lab.rows(folder.resolve("log/events"));
        assertEquals(1, events.size());
        assertEquals(90, events.get(0).<Integer>getAs("seconds"));
    }

    @Test
    void a_log_nothing_can_be_made_of_is_refused_with_an_example_that_shows_nobodys_row() throws IOException {
        refused(SHOP, "for example 'a,99.99.9999,9,a'", write("date.csv", HEADER + "a,01.02.2020,1,x\n"));
        refused(SHOP, "holds no row", write("header.csv", HEADER));
        refused(SHOP, "holds no row", write("empty.csv", ""));
        refused(SHOP, "no 'when'", write("when.csv", HEADER + "a,2020-01-01,skip,x\n"));
        refused(SHOP, "did you mean 'amonut'?", write("column.csv", "who,at,amonut,note\na,2020-01-01,1,x\n"));
        refused(SHOP, "does not exist", folder.resolve("nowhere.csv"));
        refused(SHOP, "carriage return alone", write("mac.csv", HEADER.strip() + "\ra,2020-01-01,1,x\r"));
        refused(SHOP.replace("note = 'coupon'", "nose = 1"), "reads column 'nose'", write("b.csv", HEADER));
        Files.write(folder.resolve("wide.csv"), "\uFEFFwho,at\n".getBytes(StandardCharsets.UTF_16LE));
        refused(SHOP, "is UTF-16", folder.resolve("wide.csv"));
        refused(SHOP, "save the sheet as CSV", write("book.csv", "PK\u0003\u0004who,at"));
        Files.write(folder.resolve("packed.csv"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
        refused(SHOP, "let it end in .gz", folder.resolve("packed.csv"));
    }

    @Test
    void a_log_of_another_country_is_refused_with_what_its_mapping_lacks() throws IOException {
        Path csv = write("shop.csv", "who;at;amount;note\nanna;2020-01-01;12,50 €;x\n");
        refused(SHOP, "names stand apart by ';': set delimiter = \";\" in [log] of the mapping", csv);
        String delimited = SHOP.replace("format = \"csv\"", "format = \"csv\"\ndelimiter = \";\"");
        refused(delimited, "replace(regexp_replace(`COLUMN`, '[^0-9,-]', ''), ',', '.')", csv);
        refused(delimited.replace("<> 'skip'", "> 0"), "of the amount, and in 'when': replace(regexp_replace", csv);
    }

    @Test
    void mixed_currencies_are_refused_naming_them() throws IOException {
        String mapping = SHOP.replace("currency = \"GBP\"", "currency = { column = \"note\" }");
        Path mixed = write("mixed.csv", HEADER + "a,2020-01-01,1,GBP\na,2020-01-01,1,USD\n");
        refused(mapping, "several currencies (rows by currency: {GBP=1, USD=1})", mixed);
        Path yen = write("yen.csv", HEADER + "a,2020-01-01,120,JPY\na,2020-01-01,1,money\n");
        Path unread = write("unread.csv", HEADER + "a,2020-01-01,1,GBP\na,2020-01-01,none,USD\n");
        assertEquals(1, Lab.ingest(mapping, folder.resolve("unread"), unread).events());
        LogSummary summary = Lab.ingest(mapping, folder.resolve("yen"), yen);
        assertEquals("JPY", summary.definition().currency());
        assertEquals(Map.of("currency is not an ISO 4217 code", 1L), summary.quarantinedByReason());
    }

    @Test
    void amounts_in_another_currency_than_a_mapping_states_are_refused() throws IOException {
        String visits = SHOP.replace("kind = \"purchase\"", "kind = \"visit\"")
                .replace("amount = \"amount\"\n", "")
                .replace("GBP", "CNY");
        String orders = SHOP.replace("currency = \"GBP\"", "currency = { column = \"note\" }");
        Path yen = write("yen.csv", HEADER + "a,2020-01-01,120,JPY\n");
        refused(
                "amounts are in JPY though a mapping states currency = \"CNY\"",
                List.of(Lab.source(visits, yen), Lab.source(orders, yen)),
                null);
    }

    @Test
    void a_zone_that_one_mapping_states_holds_for_all() throws IOException {
        String instants = SHOP.replace("pattern = \"yyyy-MM-dd\"", "unit = \"s\"");
        String stated = instants.replace("unit = \"s\"", "unit = \"s\", zone = \"Asia/Shanghai\"");
        Path file = write("a.csv", HEADER + "a,1577894400,1,x\n"); // 16:00 of 1 January in UTC, midnight in Shanghai
        Path more = write("b.csv", HEADER + "b,1577894400,1,x\n");
        Lab.ingest(
                List.of(Lab.source(instants, file), Lab.source(stated, more)), Optional.empty(), folder.resolve("log"));
        for (Row event : Lab.rows(folder.resolve("log/events"))) {
            assertEquals(
                    "2020-01-02",
                    LocalDate.ofEpochDay(event.<Integer>getAs("day")).toString());
        }
    }

    @Test
    void a_kind_that_no_log_carries_is_refused_naming_the_mapping_that_asks_for_it() throws IOException {
        Path file = write("a.csv", HEADER + "a,2020-01-01,1,x\n");
        Mapping asking = Mappings.parse("asking.toml", SHOP.replace("[\"purchase\"]", "[\"visit\"]"));
        refused(
                "mapping asking.toml: [churn] active names visit",
                List.of(Lab.source(SHOP, file), new Ingest.Source(asking, List.of(file.toString()))),
                null);
    }

    @Test
    void a_log_in_which_nobody_was_ever_active_is_refused_naming_the_rules_that_made_no_event() throws IOException {
        Path file = write("a.csv", HEADER + "a,2020-01-01,1,coupon\nb,2020-01-01,1,x\n");
        refused(
                SHOP.replace("amount <> 'skip'", "note = 'Paid'"),
                "mapping test.toml event[0]; look at their 'when'",
                file);
    }

    @Test
    void mappings_of_one_run_must_agree() throws IOException {
        Path file = write("a.csv", HEADER + "a,2020-01-01,1,x\n");
        refused(
                "test.toml does not say what counts as being alive; add [churn] with active = [\"purchase\"] or other"
                        + " kinds, or give the mapping that does along with it",
                List.of(Lab.source(SHOP.substring(0, SHOP.indexOf("[churn]")), file)),
                null);
        refused(
                "disagree on currency",
                List.of(Lab.source(SHOP, file), Lab.source(SHOP.replace("GBP", "USD"), file)),
                null);
        refused(
                "disagree on active of [churn]: test.toml says [purchase], test.toml says [coupon]",
                List.of(Lab.source(SHOP, file), Lab.source(SHOP.replace("[\"purchase\"]", "[\"coupon\"]"), file)),
                null);
    }

    @Test
    void a_log_without_events_is_not_told_the_reasons_of_another() throws IOException {
        Path wrong = write("a.csv", HEADER + "a,no day,1,x\na,no day,1,x\nb,2020-01-01,1,x\n");
        Path nobody = write("b.csv", HEADER + ",2020-01-01,1,x\n");
        refused(
                "of its 1 rows 0 match no rule and the others cannot be used; to see why, ingest it alone",
                List.of(Lab.source(SHOP, wrong), Lab.source(SHOP, nobody)),
                null);
    }

    @Test
    void what_ends_a_contract_or_undoes_a_purchase_is_no_sign_of_life() throws IOException {
        Path file = write("a.csv", HEADER + "a,2020-01-01,1,x\n");
        refused(active("cancel"), "active names cancel, which ends a contract and is no sign of life", file);
        refused(active("touch"), "active names touch, which users only receive", file);
        refused(active("visit"), "active names visit, which no [[event]] makes", file);
        refused(
                active("refund").replace("kind = \"refund\"", "kind = \"refund\"\namount = \"amount\""),
                "active names refund, which undoes a purchase",
                file);
    }

    /** The shop with a kind in the place of its coupons, which counts as being alive; visits are made by nothing. */
    private static String active(String kind) {
        String named = SHOP.replace("active = [\"purchase\"]", "active = [\"purchase\", \"" + kind + "\"]");
        return kind.equals("visit") ? named : named.replace("kind = \"coupon\"", "kind = \"" + kind + "\"");
    }

    @Test
    void equal_inputs_are_not_read_again_and_changed_ones_are() throws IOException {
        Path file = write("a.csv", HEADER + "a,2020-01-01,1,x\n");
        Path out = folder.resolve("log");
        Lab.ingest(SHOP, out, file);
        FileTime before = Files.getLastModifiedTime(out.resolve("log.json"));
        Lab.ingest(SHOP, out, file);
        assertEquals(before, Files.getLastModifiedTime(out.resolve("log.json")));
        Files.writeString(file, HEADER + "a,2020-01-01,1,x\nb,2020-01-01,1,x\n");
        assertEquals(2, Lab.ingest(SHOP, out, file).users());
        assertEquals(2, Lab.rows(out.resolve("ledger")).size());
    }

    @Test
    void a_folder_of_another_release_is_made_anew() throws IOException {
        Path file = write("a.csv", HEADER + "a,2020-01-01,1,x\n");
        Path out = folder.resolve("log");
        Lab.ingest(SHOP, out, file);
        Path summary = out.resolve("log.json");
        String ours = Files.readString(summary);
        Files.writeString(summary, ours.replaceFirst("\\{", "{\"of_a_later_release\": 1,"));
        Files.delete(out.resolve(".log.json.crc"));
        assertEquals(1, Lab.ingest(SHOP, out, file).users());
        assertEquals(ours, Files.readString(summary));
    }

    static long ended(LogSummary summary) {
        return summary.keptRows() + summary.duplicates() + summary.ignored() + summary.quarantined();
    }

    private void refused(String mapping, String because, Path log) {
        refused(because, List.of(Lab.source(mapping, log)), null);
    }

    private void refused(String because, List<Ingest.Source> sources, Path aliases) {
        Path out = folder.resolve("refused");
        WrongUse refusal = assertThrows(WrongUse.class, () -> Lab.ingest(sources, Optional.ofNullable(aliases), out));
        assertTrue(refusal.getMessage().contains(because), refusal.getMessage());
        assertTrue(Files.notExists(out), "a refused run left " + out);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
