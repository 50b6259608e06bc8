package io.perennial.features.spark.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MappingsTest {

    private static final String GOOD = """
            [log]
            format = "csv"
            user = "u"
            time = { column = "at", unit = "s" }
            currency = "GBP"
            [[event]]
            kind = "purchase"
            amount = "price"
            [churn]
            active = ["purchase"]
            """;

    @Test
    void every_built_in_mapping_can_be_read() {
        for (String name : Mappings.BUILT_IN) {
            assertEquals(name, Mappings.find(name).name());
        }
    }

    @Test
    void what_is_not_said_has_its_default() {
        Mapping mapping = Mappings.parse("m", GOOD);
        assertEquals(Mapping.Duplicates.ACROSS_FILES, mapping.duplicates());
        assertEquals(Optional.empty(), mapping.time().zone());
        assertEquals(',', mapping.layout().delimiter());
    }

    @Test
    void an_unknown_key_is_refused_naming_the_nearest() {
        refused(GOOD.replace("user =", "usr ="), "m: key 'log.usr' is not known; did you mean 'user'?");
        refused(GOOD.replace("user =", "who ="), "m: key 'log.user' is missing");
        refused(GOOD.replace("currency", "curency"), "curency' is not known; did you mean 'currency'?");
        refused(GOOD.replace("[churn]", "[chrun]"), "did you mean 'churn'?");
        refused(GOOD.replace("amount =", "amuont ="), "amuont' is not known; did you mean 'amount'?");
        refused(GOOD.replace("unit = \"s\"", "unit = \"s\", zoen = \"UTC\""), "did you mean 'zone'?");
    }

    @Test
    void a_wrong_value_is_refused_naming_what_is_right() {
        refused(GOOD.replace("csv", "cvs"), "did you mean 'csv'?");
        refused(GOOD.replace("\"purchase\"\namount", "\"purchaze\"\namount"), "did you mean 'purchase'?");
        refused(GOOD.replace("GBP", "pounds"), "not an ISO 4217 code");
        refused(GOOD.replace("unit = \"s\"", "unit = \"min\""), "not s or ms");
        refused(GOOD.replace("unit = \"s\"", "pattern = \"yyyy-bb\""), "pattern 'yyyy-bb' cannot be used");
        refused(GOOD.replace("unit = \"s\"", "zone = \"Europe/Lodnon\""), "did you mean 'Europe/London'?");
        refused(GOOD.replace("user = \"u\"", "user = 7"), "key 'log.user' is 7, not a text");
        refused(GOOD + "lookback = \"soon\"\n", "is not a number of days such as 90d");
        refused(GOOD + "lookback = \"0d\"\n", "m: churn.lookback '0d' is not 1 to 3650 days");
        refused(GOOD + "[value]\nmargin = 2\n", "outside (0, 1]");
        refused(GOOD + "[value]\nmargin = nan\n", "value.margin NaN is outside (0, 1]");
        refused("log = 1", "'log' is 1, not a table");
        refused("[log", "is not TOML at line 1");
    }

    @Test
    void churn_by_cancellation_is_refused_saying_what_there_is() {
        refused(GOOD + "rule = \"cancel\"\n", "churn by an explicit cancel is not offered");
    }

    @Test
    void a_delimiter_that_is_part_of_other_characters_is_refused() {
        String pipe = GOOD.replace("user =", "delimiter = \"|\"\nencoding = \"UTF-8\"\nuser =");
        assertEquals('|', Mappings.parse("m", pipe).layout().delimiter());
        assertEquals(
                '|',
                Mappings.parse("m", pipe.replace("UTF-8", "windows-1252"))
                        .layout()
                        .delimiter());
        assertEquals(
                ';',
                Mappings.parse("m", pipe.replace("UTF-8", "GBK").replace('|', ';'))
                        .layout()
                        .delimiter());
        for (String encoding : List.of("GB18030", "GBK", "Big5", "Shift_JIS")) {
            refused(pipe.replace("UTF-8", encoding), "delimiter '|' is also a part of characters of " + encoding);
        }
        refused(pipe.replace("UTF-8", "GB18030").replace('|', '0'), "delimiter '0' is also a part");
    }

    @Test
    void encodings_in_which_ascii_bytes_mean_something_else_are_refused() {
        for (String encoding : List.of("UTF-16", "UTF-32", "IBM037", "ISO-2022-JP")) {
            refused(
                    GOOD.replace("user =", "encoding = \"" + encoding + "\"\nuser ="),
                    "encoding " + encoding + " cannot be read; convert the log first");
        }
    }

    @Test
    void keys_of_another_format_are_refused() {
        String jsonl = GOOD.replace("\"csv\"", "\"jsonl\"");
        refused(jsonl.replace("user =", "delimiter = \";\"\nuser ="), "m: log.delimiter is for format csv;");
        refused(jsonl.replace("user =", "columns = [\"u\"]\nuser ="), "m: log.columns is for format csv;");
        refused(
                GOOD.replace("\"csv\"", "\"parquet\"").replace("user =", "encoding = \"GBK\"\nuser ="),
                "m: log.encoding is for format csv or jsonl; format = \"parquet\" has none");
    }

    @Test
    void fields_must_fit_the_kind() {
        refused(GOOD.replace("amount = \"price\"\n", ""), "amount is missing: a purchase carries one");
        refused(GOOD.replace("\"purchase\"\namount", "\"visit\"\namount"), "amount does not belong here");
        refused(GOOD.replace("amount = \"price\"", "amount = \"price\"\nscore = \"x\""), "score does not belong here");
    }

    @Test
    void amounts_need_a_currency_and_ids_belong_to_their_rule() {
        refused(GOOD.replace("currency = \"GBP\"\n", ""), "key 'log.currency' is missing though events carry amounts");
        refused(GOOD.replace("currency", "duplicates = \"id\"\ncurrency"), "belong together");
        refused(GOOD.replace("currency", "id = [\"n\"]\ncurrency"), "belong together");
    }

    @Test
    void a_mapping_that_is_nowhere_is_refused_naming_the_nearest() {
        WrongUse refusal = assertThrows(WrongUse.class, () -> Mappings.find("cdnwo"));
        assertTrue(refusal.getMessage().contains("did you mean 'cdnow'?"), refusal.getMessage());
    }

    private static void refused(String text, String because) {
        WrongUse refusal = assertThrows(WrongUse.class, () -> Mappings.parse("m", text), () -> "accepted:\n" + text);
        assertTrue(refusal.getMessage().contains(because), refusal.getMessage());
    }
}
