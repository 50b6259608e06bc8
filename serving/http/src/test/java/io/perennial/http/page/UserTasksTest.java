package io.perennial.http.page;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.perennial.features.feature.Language;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.file.FileStamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an analyst does with one user, in a browser, by mouse and by keyboard, in both languages and themes. */
@ExtendWith(Browsing.class)
class UserTasksTest {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int MOST_BYTES = 300 << 10;

    private static final String USER =
            "/users/" + encoded(TinyCompany.ledgers(Browsing.USERS).get(1).user());

    private static JsonNode told(Browsing.Shared shared, String path) throws Exception {
        return json(shared.server().get("/v1" + USER + path));
    }

    private static double exact(Locator number) {
        return Double.parseDouble(number.locator("data").first().getAttribute("value"));
    }

    @Test
    void why_is_this_one_at_risk(Browsing.Shared shared) throws Exception {
        JsonNode told = told(shared, "/explanation?target=churn");
        try (Browsing.Reader reader = shared.reader(Language.ZH, ColorScheme.DARK)) {
            Page page = reader.open(USER);
            Locator bars = page.locator("#parts-churn rect.part");
            assertEquals(10, bars.count());
            double reached = 0;
            for (int i = 0; i < 9; i++) {
                double length = Double.parseDouble(bars.nth(i).getAttribute("width"));
                boolean falls = bars.nth(i).getAttribute("class").contains("down");
                reached += falls ? -length : length;
            }
            double whole = Double.parseDouble(bars.nth(9).getAttribute("width"));
            double printed = Double.parseDouble(
                    page.locator("#churn data").first().textContent().replace("%", ""));
            double pixels = whole / told.get("value").doubleValue();
            assertEquals(printed, 100 * reached / pixels, 0.1, "percentage points between the bars and the headline");
            assertTrue(page.locator("#parts-churn h3").textContent().contains("百分点"), "the title names no unit");
            assertReasons(page, told);
            page.locator("#parts-churn summary").focus();
            page.keyboard().press("Enter");
            assertEquals(10, page.locator("#parts-churn tbody tr").count());
            assertTrue(page.locator("#parts-churn table").isVisible(), "the table twin does not open by keyboard");
            assertEquals(List.of(), reader.faults());
        }
    }

    private static void assertReasons(Page page, JsonNode told) {
        Locator rows = page.locator("#reasons tbody tr");
        assertEquals(told.get("reasons").size(), rows.count());
        assertTrue(rows.count() <= 4, "more reasons than help");
        for (int i = 0; i < rows.count(); i++) {
            JsonNode reason = told.get("reasons").get(i);
            Locator row = rows.nth(i);
            assertEquals(reason.get("code").asText(), row.getAttribute("data-code"));
            double part = reason.get("contribution").doubleValue();
            assertEquals(part, exact(row.locator("td").nth(0)));
            assertTrue(
                    row.locator("th").textContent().contains(part > 0 ? "上升" : "下降"),
                    "the word and the sign disagree: " + row.textContent());
            if (reason.get("value").isNumber()) {
                assertEquals(
                        reason.get("value").doubleValue(),
                        exact(row.locator("td").nth(1)));
            }
        }
    }

    @Test
    void what_changed_since_a_day_by_keyboard_alone(Browsing.Shared shared) throws Exception {
        try (Browsing.Reader reader = shared.reader(Language.EN, ColorScheme.LIGHT)) {
            Page page = reader.open(USER);
            page.locator("#from").focus();
            // The twelfth of the twelfth is the same day wherever a day is written before the month, or after it.
            page.keyboard().type("12122025");
            page.keyboard().press("Tab");
            for (int i = 0; i < 12 && !isFocused(page.locator("#change button")); i++) {
                page.keyboard().press("Tab");
            }
            page.keyboard().press("Enter");
            page.waitForURL(url -> url.contains("from=2025-12-12"));
            JsonNode change = told(shared, "/explanation?compareTo=2025-12-12").get("change");
            Locator values = page.locator("figure#change tbody td:nth-child(2) data");
            assertEquals(change.get("from").doubleValue(), value(values, 0));
            assertEquals(change.get("to").doubleValue(), value(values, values.count() - 1));
            double sum = 0;
            for (int i = 0; i < values.count() - 1; i++) {
                sum += value(values, i);
            }
            assertEquals(change.get("to").doubleValue(), sum, 1e-9);
            assertEquals(List.of(), reader.faults());
        }
    }

    private static boolean isFocused(Locator element) {
        return Boolean.TRUE.equals(element.evaluate("e => e === document.activeElement"));
    }

    private static double value(Locator values, int i) {
        return Double.parseDouble(values.nth(i).getAttribute("value"));
    }

    @Test
    void what_would_have_to_change_is_true_when_scored_anew(Browsing.Shared shared) throws Exception {
        double goal = Math.floor(100 * told(shared, "/explanation").get("value").doubleValue()) - 1;
        try (Browsing.Reader reader = shared.reader(Language.EN, ColorScheme.DARK)) {
            Page page = reader.open(USER);
            page.locator("#goal-below").fill(Integer.toString((int) goal));
            page.locator("#goal button").click();
            page.waitForURL(url -> url.contains("goal="));
            Locator moves = page.locator("#moves tbody tr");
            StringBuilder features = new StringBuilder();
            for (int i = 0; i < moves.count(); i++) {
                features.append(i == 0 ? "" : ",")
                        .append('"')
                        .append(moves.nth(i).getAttribute("data-feature"))
                        .append("\":")
                        .append(exact(moves.nth(i).locator("td").nth(1)));
            }
            JsonNode tried = json(shared.server().post("/v1" + USER + "/what-if", "{\"features\":{" + features + "}}"));
            double after = tried.at("/after/churn_probability").doubleValue();
            assertTrue(after < goal / 100, after + " is not below the goal of " + goal + " %");
            assertEquals(after, exact(page.locator("#moves tfoot td").nth(1)));
            assertTrue(page.locator("#goal .note").textContent().contains("not about cause"));
            page = reader.open(USER + "?goal=0.01");
            assertTrue(
                    page.locator("#goal-said").textContent().startsWith("No change of"),
                    page.locator("#goal-said").textContent());
            page = reader.open(USER + "?goal=zero");
            assertTrue(page.locator("#goal-wrong").isVisible(), "a goal that is no number is not refused");
            assertEquals(List.of(), reader.faults());
        }
    }

    @Test
    void another_value_is_scored_while_it_is_typed_and_without_scripts(Browsing.Shared shared) throws Exception {
        JsonNode tried = json(shared.server().post("/v1" + USER + "/what-if", "{\"features\":{\"silence_days\":60}}"));
        double after = tried.at("/after/churn_probability").doubleValue();
        try (Browsing.Reader reader = shared.reader(Language.ZH, ColorScheme.LIGHT)) {
            Page page = reader.open(USER);
            page.locator("#try_silence_days").fill("60");
            Locator row = page.locator("#tried-now tr[data-score=churn]");
            row.waitFor();
            assertEquals(after, exact(row.locator("td").nth(1)));
            page.locator("#try_silence_days").fill("-4");
            page.locator("#tried-now .refusal").first().waitFor();
            assertEquals(0, page.locator("#tried-now tr[data-score=churn]").count(), "a score of what can't be tried");
            assertEquals(List.of(), reader.faults());
        }
        try (Browsing.Reader reader = shared.reader(Language.ZH, ColorScheme.LIGHT, 1_280, false)) {
            Page page = reader.open(USER);
            page.locator("#try_silence_days").fill("60");
            page.locator("#try_silence_days").press("Enter");
            assertEquals(after, exact(page.locator("tr[data-score=churn] td").nth(1)));
            page.locator("#try_silence_days").fill("many");
            page.locator("#try_silence_days").press("Enter");
            Locator field = page.locator("#try_silence_days");
            assertEquals("true", field.getAttribute("aria-invalid"));
            assertTrue(page.locator("#" + field.getAttribute("aria-describedby"))
                    .textContent()
                    .contains("不是数字"));
        }
    }

    @Test
    void the_trace_is_two_steps_away_and_replays_the_same_bytes(Browsing.Shared shared) throws Exception {
        try (Browsing.Reader reader = shared.reader(Language.ZH, ColorScheme.DARK)) {
            Page page = reader.open(USER);
            page.locator("#trace a[href^='/trace/']").focus();
            page.keyboard().press("Enter");
            page.waitForURL(url -> url.contains("/trace/p-"));
            assertFalse(
                    page.content()
                            .contains(TinyCompany.ledgers(Browsing.USERS).get(1).user()),
                    "the id");
            page.locator("#replay a.button").click();
            page.waitForURL(url -> url.contains("replay=yes"));
            assertTrue(page.locator("#replay-said").textContent().contains("逐字节一致"));
            String hash = page.locator("code.file").first().textContent();
            assertTrue(HASH.matcher(hash).matches(), hash);
            Path model = shared.registry().resolve("churn/versions/1/model.bin");
            assertEquals(FileStamp.of(Files.readAllBytes(model)).sha256(), hash);
            assertEquals(List.of(), reader.violations());
            page.locator("#versions dl a").click();
            page.waitForURL(url -> url.endsWith("/data"));
            assertEquals(List.of(), reader.faults());
        }
    }

    @Test
    void a_page_is_taken_away_as_one_file_and_as_paper(Browsing.Shared shared) throws Exception {
        String id = TinyCompany.ledgers(Browsing.USERS).get(1).user();
        for (Language language : Language.values()) {
            try (Browsing.Reader reader = shared.reader(language, ColorScheme.LIGHT)) {
                Page page = reader.open(USER);
                String score = page.locator("#churn data").first().textContent();
                Path file = page.waitForDownload(
                                () -> page.locator("footer a[download]").click())
                        .path();
                String copy = Files.readString(file);
                assertTrue(Files.size(file) <= MOST_BYTES, Files.size(file) + " bytes");
                assertFalse(copy.contains(id) || copy.contains(encoded(id)), "the id of the user");
                assertFalse(Pattern.compile("<script|<form|<link rel=\"style|src=|http://|https://(?!www.w3)")
                        .matcher(copy.replace("http://www.w3.org", ""))
                        .find());
                assertTrue(page.pdf().length > 10_000, "nothing on paper");
                assertOpensAlone(shared, language, file, score);
            }
        }
        assertTrue(RunningServer.json(shared.server().get("/v1" + USER)).has("user"));
        assertTrue(shared.server().get(USER + "?offline=named").body().contains(id), "the id, asked for by name");
    }

    private static void assertOpensAlone(Browsing.Shared shared, Language language, Path file, String score)
            throws Exception {
        Path html = Files.copy(file, Files.createTempFile("copy", ".html"), StandardCopyOption.REPLACE_EXISTING);
        try (Browsing.Reader reader = shared.reader(language, ColorScheme.LIGHT, 1_280, false)) {
            reader.page().context().setOffline(true);
            reader.page().navigate(html.toUri().toString());
            assertEquals(score, reader.page().locator("#churn data").first().textContent());
            assertTrue(reader.page().locator("#parts-churn svg").isVisible());
            assertEquals(
                    "rgb(255, 255, 255)",
                    reader.page().locator("#why").evaluate("e => getComputedStyle(e).backgroundColor"),
                    "the style is not inside");
        } finally {
            Files.delete(html);
        }
    }
}
