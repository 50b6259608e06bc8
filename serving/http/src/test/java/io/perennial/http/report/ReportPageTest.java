package io.perennial.http.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.features.feature.Language;
import io.perennial.http.HttpMain;
import io.perennial.http.words.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {

    private static final Pattern DATA = Pattern.compile("<data value=\"([^\"]+)\">([^<]*)</data>");
    private static final Pattern ADDRESS = Pattern.compile("(?:href|src|url)\\s*[=(]\\s*[\"']?([^\"')\\s>]+)");

    @TempDir
    private static Path run;

    private static String en;
    private static String zh;
    private static JsonNode json;

    @BeforeAll
    static void report() throws IOException {
        FinishedRun.write(run, 1_000, true);
        assertEquals(0, command("report", "--run", run.toString()));
        en = Files.readString(run.resolve("report/index.html"));
        zh = Files.readString(run.resolve("report/index.zh.html"));
        json = new ObjectMapper().readTree(run.resolve("report/report.json").toFile());
    }

    @Test
    void the_json_tells_the_colour_of_each_grade() {
        assertEquals(
                List.of("green", "green", "amber", "red", "red"),
                json.at("/crowd/grades").findValuesAsText("alert"));
    }

    @Test
    void every_number_on_the_page_follows_from_the_json() {
        Set<Double> known = new HashSet<>();
        collect(json, known);
        derived(known);
        for (String page : List.of(en, zh)) {
            Matcher data = DATA.matcher(page);
            int found = 0;
            while (data.find()) {
                found++;
                double value = Double.parseDouble(data.group(1));
                assertTrue(known.contains(value), data.group() + " is nowhere in report.json");
            }
            assertTrue(found > 300, found + " numbers");
        }
    }

    @Test
    void what_was_noted_in_training_and_what_refunds_were_floored_is_told() {
        String note = "<li>season unseen: no closed window one year before the as-of, so the interval is wider</li>";
        assertTrue(en.contains(note) && zh.contains(note), "the note is on both pages, as it was written");
        assertTrue(
                en.contains("Season unseen: the log shows no closed outcome window of enough users one year before"),
                en);
        assertTrue(zh.contains("未见同季"), zh);
        for (String page : List.of(en, zh)) {
            assertTrue(page.contains("<data value=\"123.45\">"), "120.00 of one window and 3.45 of another");
        }
    }

    @Test
    void no_place_of_a_text_is_left_open() {
        for (String page : List.of(en, zh)) {
            assertFalse(Pattern.compile("\\{\\d[|}]").matcher(page).find(), "a place without its part");
        }
    }

    @Test
    void both_languages_show_the_same_numbers() {
        assertEquals(values(en), values(zh));
    }

    @Test
    void the_text_of_a_number_is_its_value_rounded() {
        Matcher data = DATA.matcher(en);
        while (data.find()) {
            String text = data.group(2).replace("CNY", "").replace(",", "").strip();
            double unit = text.endsWith("K") ? 1e3 : text.endsWith("M") ? 1e6 : text.endsWith("%") ? 0.01 : 1;
            String digits = text.replaceAll("[KM% ]", "");
            int decimals = digits.contains(".") ? digits.length() - digits.indexOf('.') - 1 : 0;
            double half = 0.5 * unit * Math.pow(10, -decimals);
            double shown = Double.parseDouble(digits) * unit;
            double least = unit >= 1e3 ? 0.006 * Math.abs(shown) : 0;
            assertEquals(Double.parseDouble(data.group(1)), shown, Math.max(half, least) * (1 + 1e-9), data.group());
        }
    }

    @Test
    void a_probability_as_it_is_read_lies_in_its_interval_as_it_is_read() {
        Matcher told = Pattern.compile("([0-9.]+)%</data><small><data [^>]*>([0-9.]+)%</data> – <data [^>]*>([0-9.]+)%")
                .matcher(en.substring(en.indexOf("id=\"users\"")));
        int users = 0;
        while (told.find()) {
            double probability = Double.parseDouble(told.group(1));
            assertTrue(told.group(2).contains(".") && told.group(3).contains("."), told.group());
            assertTrue(Double.parseDouble(told.group(2)) <= probability, told.group());
            assertTrue(Double.parseDouble(told.group(3)) >= probability, told.group());
            users++;
        }
        assertTrue(users > 0, "nobody is listed");
    }

    @Test
    void charts_of_money_name_its_currency() {
        String currency = json.at("/frame/currency").asText();
        assertFalse(currency.isEmpty(), "the run has no currency");
        for (String chart : List.of("values", "trend", "reach")) {
            String title = Words.of(Language.EN).text("chart." + chart);
            assertTrue(en.contains(title + ", " + currency), chart);
        }
    }

    @Test
    void what_users_wrote_is_escaped() {
        for (String page : List.of(en, zh)) {
            assertFalse(page.contains("<script"), "a script on the page");
            assertTrue(page.contains("&lt;script&gt;alert('\"&amp;')&lt;/script&gt;"), "the user is not on the page");
        }
        assertEquals(FinishedRun.HOSTILE, json.at("/at_risk/0/user").textValue());
    }

    @Test
    void the_page_asks_for_nothing_from_outside() {
        for (String page : List.of(en, zh)) {
            Matcher address = ADDRESS.matcher(page);
            while (address.find()) {
                String target = address.group(1);
                assertTrue(Set.of("index.html", "index.zh.html", "report.json").contains(target), "address " + target);
            }
            assertFalse(page.contains("@import") || page.contains("http:") || page.contains("https:"));
        }
    }

    @Test
    void every_chart_has_a_name_and_a_table() {
        for (String page : List.of(en, zh)) {
            int figures = page.split("<figure ", -1).length - 1;
            assertTrue(figures >= 6, figures + " charts");
            assertEquals(figures, page.split("<svg[^>]* role=\"img\" aria-label=\"[^\"]+\"", -1).length - 1);
            assertEquals(figures, page.split("<details>", -1).length - 1);
        }
    }

    @Test
    void risk_is_told_by_word_and_shape() {
        Matcher risk = Pattern.compile("<span class=\"risk (\\w+)\"><svg[^>]*><(\\w+)[^>]*/></svg>([^<]+)</span>")
                .matcher(en);
        Set<String> told = new TreeSet<>();
        while (risk.find()) {
            String word = risk.group(3).strip().split(" ", -1)[0];
            told.add(risk.group(1) + " " + risk.group(2) + " " + word);
        }
        assertEquals(
                Set.of(
                        "red path high",
                        "amber path raised",
                        "green circle low",
                        "amber path predicts",
                        "amber path worse"),
                told);
    }

    @Test
    void pages_are_well_formed() throws Exception {
        for (String page : List.of(en, zh)) {
            String xml = page.replace("<!doctype html>", "").replaceAll("<(meta|link)([^>]*)>", "<$1$2/>");
            javax.xml.parsers.DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new org.xml.sax.InputSource(new StringReader(xml)));
        }
    }

    @Test
    void pages_are_small_enough_to_send() {
        assertTrue(en.length() < 300_000, en.length() + " characters");
    }

    @Test
    void languages_have_equal_keys() {
        assertEquals(
                new TreeSet<>(Words.of(Language.EN).keys()),
                new TreeSet<>(Words.of(Language.ZH).keys()));
    }

    @Test
    void translations_have_the_same_places_for_numbers() {
        Words english = Words.of(Language.EN);
        Words chinese = Words.of(Language.ZH);
        for (String key : english.keys()) {
            assertEquals(places(english.text(key)), places(chinese.text(key)), key);
        }
    }

    @Test
    void a_log_without_money_says_nothing_about_money(@TempDir Path other) throws IOException {
        FinishedRun.write(other, 300, false);
        assertEquals(0, command("report", "--run", other.toString()));
        String page = Files.readString(other.resolve("report/index.html"));
        JsonNode tree =
                new ObjectMapper().readTree(other.resolve("report/report.json").toFile());
        assertFalse(tree.has("stake"));
        assertTrue(page.contains("carries no purchases"));
        assertFalse(page.contains("CNY"), "an amount on the page");
    }

    @Test
    void a_run_that_was_not_scored_is_wrong_use(@TempDir Path empty) {
        assertEquals(2, command("report", "--run", empty.toString(), "--registry", empty + "/none"));
    }

    private static int command(String... arguments) {
        return HttpMain.run(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), arguments);
    }

    /** Shares and counts that the page computes from numbers of the JSON. */
    private static void derived(Set<Double> known) {
        JsonNode stake = json.get("stake");
        double all = stake.get("expected_loss").doubleValue();
        double eligible = json.at("/crowd/eligible").doubleValue();
        for (JsonNode at : stake.get("reach")) {
            known.add(at.get("by_loss").doubleValue() / all);
            known.add(at.get("by_risk").doubleValue() / all);
            known.add(at.get("contacts").doubleValue() / eligible);
        }
        known.add((double) json.get("at_risk").size());
    }

    private static void collect(JsonNode node, Set<Double> numbers) {
        if (node.isNumber()) {
            numbers.add(node.doubleValue());
        }
        node.forEach(child -> collect(child, numbers));
    }

    private static List<Double> values(String page) {
        return DATA.matcher(page)
                .results()
                .map(data -> Double.valueOf(data.group(1)))
                .sorted()
                .toList();
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\{\\d}").matcher(text);
        while (matcher.find()) {
            places.add(matcher.group());
        }
        return places;
    }
}
