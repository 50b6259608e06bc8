package io.perennial.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.perennial.features.feature.Language;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.TinyCompany;
import io.perennial.http.answer.Subject;
import io.perennial.http.page.Browsing.Reader;
import io.perennial.http.page.Browsing.Shared;
import io.perennial.scoring.score.Score;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an analyst comes for, done by mouse and by keyboard alone, in both languages, light and dark. */
@ExtendWith(Browsing.class)
class ListTasksTest {

    /** How one makes a link or button act. */
    private enum Hand {
        MOUSE {
            @Override
            void act(Page page, String what) {
                page.locator(what).first().click();
            }
        },
        KEYBOARD {
            @Override
            void act(Page page, String what) {
                for (int stops = 0; stops < 200; stops++) {
                    page.keyboard().press("Tab");
                    if ((boolean) page.evaluate("what => document.activeElement.matches(what)", what)) {
                        page.keyboard().press("Enter");
                        return;
                    }
                }
                throw new AssertionError("no Tab reaches " + what);
            }
        };

        abstract void act(Page page, String what);
    }

    @Test
    void the_ten_with_the_most_to_lose_are_found_and_taken_away_in_two_steps(Shared shared) throws Exception {
        List<Score> red = red(shared);
        for (Language language : Language.values()) {
            for (Hand hand : Hand.values()) {
                ColorScheme scheme = hand == Hand.MOUSE ? ColorScheme.LIGHT : ColorScheme.DARK;
                try (Reader reader = shared.reader(language, scheme)) {
                    Page page = reader.open("/");
                    follow(page, () -> hand.act(page, "#alarms a[href*='risk=red']"));
                    List<String> users = page.locator("#users tbody th code").allTextContents();
                    assertEquals(
                            red.stream().limit(10).map(Score::user).toList(),
                            users.subList(0, 10),
                            language + " " + hand);
                    rowsSayWhatTheScoresAre(page, red, language);
                    String csv = download(page, () -> hand.act(page, "#csv-page"));
                    takenAwayIsWhatIsSeen(shared, page, csv, users, language);
                    assertEquals(List.of(), reader.faults());
                }
            }
        }
    }

    @Test
    void a_list_is_kept_by_its_address_read_in_the_other_language_and_taken_away_whole(Shared shared) throws Exception {
        String address;
        List<String> users;
        String count;
        try (Reader reader = shared.reader(Language.EN, ColorScheme.LIGHT)) {
            Page page = reader.open("/users");
            page.locator("#f-risk").selectOption("any");
            page.locator("#f-tier").selectOption("top");
            page.locator("summary").first().click();
            page.locator("#f-name").fill("Best & <dearest>");
            follow(page, () -> Hand.MOUSE.act(page, "form.filters button.main"));
            assertEquals("Best & <dearest>", page.locator("h1").textContent());
            address = page.locator("button[data-copy]").getAttribute("data-copy");
            users = page.locator("#users tbody th code").allTextContents();
            count = page.locator("#list-head data").first().getAttribute("value");
            assertEquals(List.of(), reader.faults());
        }
        try (Reader reader = shared.reader(Language.ZH, ColorScheme.DARK)) {
            Page page = reader.open(address);
            assertEquals(users, page.locator("#users tbody th code").allTextContents());
            assertEquals(count, page.locator("#list-head data").first().getAttribute("value"));
            Download file = page.waitForDownload(() -> Hand.KEYBOARD.act(page, "#csv-all"));
            assertEquals("Best & _dearest_.csv", file.suggestedFilename());
            assertEquals(
                    "Best & _dearest_.html",
                    page.waitForDownload(
                                    () -> page.locator("footer a[download]").click())
                            .suggestedFilename());
            String csv = text(file);
            assertFalse(csv.contains("# rows="), "a spreadsheet would take it for a user");
            assertEquals(Double.parseDouble(count), csv.lines().count() - 1.0);
            assertEquals(List.of(), reader.faults());
        }
    }

    @Test
    void the_life_of_users_is_told_in_numbers_as_in_the_drawing(Shared shared) {
        try (Reader reader = shared.reader(Language.ZH, ColorScheme.LIGHT)) {
            Page page = reader.open("/");
            assertEquals(
                    List.of("连续活跃用户", "回流用户", "新用户", "沉睡用户", "流失用户"),
                    page.locator("#life .key").allTextContents());
            Locator cells = page.locator("#life figure tbody tr").last().locator("td data");
            long dormant = Math.round(Double.parseDouble(cells.nth(3).getAttribute("value")));
            assertEquals(dormant, dormantNow());
            assertTrue(dormant > 0);
            String said = page.locator("#life rect.dormant title").last().textContent();
            assertTrue(said.endsWith(": " + dormant), said);
        }
    }

    @Test
    void every_cell_of_the_map_opens_the_list_it_counts(Shared shared) {
        try (Reader reader = shared.reader(Language.EN, ColorScheme.LIGHT)) {
            Page page = reader.open("/");
            List<Locator> cells = page.locator("#map td a").all();
            assertTrue(cells.size() > 5, cells.size() + " cells");
            String count = cells.get(2).locator("data").first().getAttribute("value");
            follow(page, () -> cells.get(2).click());
            assertEquals(count, page.locator("#list-head data").first().getAttribute("value"));
        }
    }

    @Test
    void a_plan_says_whom_to_contact_and_what_it_brings(Shared shared) {
        try (Reader reader = shared.reader(Language.EN, ColorScheme.DARK)) {
            Page page = reader.open("/users?risk=any&eligible=any&cost=1&saved=0.1");
            double profit = scores(shared).stream()
                    .filter(Score::eligible)
                    .mapToDouble(score -> 0.1
                            * score.value().map(Score.ValueScore::expectedLoss).orElse(0.0))
                    .filter(its -> its > 1)
                    .map(its -> its - 1)
                    .sum();
            double told = Double.parseDouble(
                    page.locator("#profit figcaption data").nth(3).getAttribute("value"));
            assertEquals(profit, told, 1e-9 * profit);
            int drawn = page.locator("#profit circle").count();
            int listed = page.locator("#profit tbody tr").count();
            assertTrue(drawn < listed, "drawn is what loses money too: " + drawn + " of " + listed + " points");
            assertEquals(List.of(), reader.violations());
        }
    }

    @Test
    void what_became_of_an_earlier_list_is_what_its_users_did(Shared shared) {
        List<Score> list = scores(shared, TinyCompany.EARLIER).stream()
                .filter(score -> score.eligible() && score.churn().isPresent())
                .filter(score ->
                        Set.of("R3", "R4", "R5").contains(score.profile().grade()))
                .sorted(Comparator.comparingDouble(
                        score -> -score.value().orElseThrow().expectedLoss()))
                .toList();
        long opens = TinyCompany.EARLIER.toEpochDay() + 3;
        Set<String> stayed = TinyCompany.ledgers(Browsing.USERS).stream()
                .filter(ledger -> isActive(ledger, opens, opens + 90))
                .map(UserLedger::user)
                .collect(Collectors.toSet());
        try (Reader reader = shared.reader(Language.ZH, ColorScheme.LIGHT)) {
            List<Locator> rows = reader.open("/users").locator("#past tbody tr").all();
            assertTrue(list.size() > 1, list.size() + " users were at risk");
            for (Locator row : rows) {
                Locator told = row.locator("td data");
                List<Score> head = list.subList(0, (int) exact(told, 0));
                long churned = head.stream()
                        .filter(score -> !stayed.contains(score.user()))
                        .count();
                assertEquals((double) churned, exact(told, 1));
                assertEquals((double) churned / head.size(), exact(told, 2), 1e-12);
                assertEquals(
                        head.stream()
                                .mapToDouble(
                                        score -> score.churn().orElseThrow().probability())
                                .sum(),
                        exact(told, 3),
                        1e-9);
            }
            assertEquals(list.size(), exact(rows.get(rows.size() - 1).locator("td data"), 0));
            assertEquals(List.of(), reader.faults());
        }
    }

    private static double exact(Locator numbers, int place) {
        return Double.parseDouble(numbers.nth(place).getAttribute("value"));
    }

    private static void rowsSayWhatTheScoresAre(Page page, List<Score> red, Language language) {
        for (int i = 0; i < 10; i++) {
            Locator numbers = page.locator("#users tbody tr").nth(i).locator("td data");
            Score score = red.get(i);
            List<Double> expected = List.of(
                    score.churn().orElseThrow().probability(),
                    score.churn().orElseThrow().low(),
                    score.churn().orElseThrow().high(),
                    score.value().orElseThrow().expectedLoss());
            for (int k = 0; k < expected.size(); k++) {
                assertEquals(expected.get(k), Double.parseDouble(numbers.nth(k).getAttribute("value")), 1e-12);
            }
            String why = page.locator("#users tbody td.why").nth(i).textContent();
            assertTrue(why.contains(language.choose("raises risk", "推高风险")), why);
        }
    }

    private static void takenAwayIsWhatIsSeen(
            Shared shared, Page page, String csv, List<String> users, Language language) throws Exception {
        String text = csv.startsWith("\ufeff") ? csv.substring(1) : csv;
        assertEquals(language == Language.ZH, csv.startsWith("\ufeff"), "byte order mark");
        List<String> lines = Arrays.asList(text.split("\r\n"));
        assertEquals(
                users, lines.stream().skip(1).map(line -> line.split(",", 2)[0]).toList());
        String address = page.locator("#csv-page").getAttribute("href");
        assertEquals(shared.server().get(URI.create(address).toString()).body(), csv);
    }

    private static void follow(Page page, Runnable step) {
        String before = page.url();
        step.run();
        page.waitForURL(url -> !url.equals(before));
    }

    private static String download(Page page, Runnable step) throws IOException {
        return text(page.waitForDownload(step));
    }

    private static String text(Download download) throws IOException {
        try (InputStream in = download.createReadStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static long dormantNow() {
        long start = TinyCompany.AS_OF.toEpochDay() - 28;
        return TinyCompany.ledgers(Browsing.USERS).stream()
                .filter(ledger -> isActive(ledger, start - 28, start))
                .filter(ledger -> !isActive(ledger, start, start + 28))
                .count();
    }

    private static boolean isActive(UserLedger ledger, long from, long to) {
        return ledger.days().stream()
                .filter(day -> day.day() >= from && day.day() < to)
                .anyMatch(day -> day.hasAny(TinyCompany.SCHEMA.context().churn().active()));
    }

    private static List<Score> red(Shared shared) {
        return scores(shared).stream()
                .filter(score -> score.eligible() && score.churn().isPresent())
                .filter(score -> Set.of("R4", "R5").contains(score.profile().grade()))
                .sorted(Comparator.comparingDouble(
                        score -> -score.value().orElseThrow().expectedLoss()))
                .toList();
    }

    private static List<Score> scores(Shared shared) {
        return scores(shared, TinyCompany.AS_OF);
    }

    /** What everybody's scores were as of a day. */
    private static List<Score> scores(Shared shared, LocalDate day) {
        var scorer = shared.server().server().state().requireScorer();
        return TinyCompany.before(TinyCompany.ledgers(Browsing.USERS), day).stream()
                .map(ledger -> Subject.of(ledger, day, TinyCompany.FIRST_DAY, TinyCompany.SCHEMA, "test"))
                .map(subject -> scorer.score(subject.row()))
                .toList();
    }
}
