package io.perennial.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.perennial.features.feature.Language;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every page: anybody can use it, it keeps to itself, and it fits. */
@ExtendWith(Browsing.class)
class PagesTest {

    /** The width of A4 between its margins. */
    private static final int A4_PIXELS = 688;

    /** Every page, as a reader would come to it. A page that is added is added here. */
    private static final List<String> PAGES = List.of(
            "/",
            "/users",
            "/users?capacity=20&cost=2",
            "/list/change",
            "/list/change?risk=any&tier=top&name=Dearest",
            "/list/change?prefix=nobody",
            "/users/user%2F1",
            "/users/user%2F1/what-if?try_visits_28=2",
            "/users/user%2F1?from=2025-12-01&to=2026-01-01&goal=5",
            "/models",
            "/models/churn",
            "/models/churn/versions/1",
            "/data",
            "/sign-in",
            "/nowhere");

    private static final List<String> WIDEST = List.of(
            "/",
            "/users?capacity=20&cost=2",
            "/list/change",
            "/users/user%2F1",
            "/models/churn",
            "/models/churn/versions/1",
            "/data");

    /** No colour depends on the language and no word on the theme, so each is looked at beside one of the other. */
    private static final Map<Language, ColorScheme> LOOKS =
            Map.of(Language.EN, ColorScheme.LIGHT, Language.ZH, ColorScheme.DARK);

    @Test
    void axe_finds_nothing_wrong_in_either_language_or_theme(Browsing.Shared shared) {
        LOOKS.forEach((language, scheme) -> {
            try (Browsing.Reader reader = shared.reader(language, scheme)) {
                for (String path : PAGES) {
                    reader.open(path);
                    assertEquals(List.of(), reader.violations(), language + " " + scheme + " " + path);
                }
                reader.faults().removeIf(fault -> fault.contains("404"));
                assertEquals(List.of(), reader.faults(), language + " " + scheme);
            }
        });
    }

    @Test
    void no_page_is_wider_than_a_telephone_or_than_half_a_screen(Browsing.Shared shared) {
        for (Language language : Language.values()) {
            for (int width : new int[] {320, 640}) {
                try (Browsing.Reader reader = shared.reader(language, ColorScheme.LIGHT, width, true)) {
                    for (String path : PAGES) {
                        reader.open(path);
                        assertEquals(0, reader.overflow(), language + " " + width + " px " + path);
                    }
                }
            }
        }
    }

    @Test
    void axe_finds_nothing_wrong_on_a_telephone_where_tables_and_charts_scroll(Browsing.Shared shared) {
        try (Browsing.Reader reader = shared.reader(Language.EN, ColorScheme.LIGHT, 320, true)) {
            for (String path : WIDEST) {
                reader.open(path);
                assertEquals(List.of(), reader.violations(), path);
            }
        }
    }

    @Test
    void on_a_telephone_a_reason_has_the_width_and_what_scrolls_shows_that_there_is_more(Browsing.Shared shared) {
        for (Language language : Language.values()) {
            try (Browsing.Reader reader = shared.reader(language, ColorScheme.LIGHT, 390, true)) {
                var page = reader.open("/users/user%2F1");
                var widths = page.locator("#reasons tbody th")
                        .evaluateAll("cells => cells.map(cell => Math.floor(cell.getBoundingClientRect().width))");
                assertTrue(((List<?>) widths).size() > 0, "no reason is told");
                for (Object width : (List<?>) widths) {
                    assertTrue(((Number) width).intValue() > 270, width + " px for a sentence");
                }
                assertEquals(0, page.evaluate("""
                        () => { const box = document.getElementById('reasons').parentElement;
                            return box.scrollWidth - box.clientWidth }"""), "numbers beyond the edge");
                assertEquals(List.of(), page.evaluate("""
                        () => [...document.querySelectorAll('figure, .scroll')]
                            .filter(box => box.scrollWidth > box.clientWidth)
                            .filter(box => !getComputedStyle(box).backgroundImage.includes('gradient'))
                            .map(box => box.outerHTML.slice(0, 80))"""), "scrolls and does not show it");
            }
        }
    }

    @Test
    void a_list_that_scrolls_on_half_a_screen_shows_that_there_is_more(Browsing.Shared shared) {
        try (Browsing.Reader reader = shared.reader(Language.EN, ColorScheme.LIGHT, 768, true)) {
            var page = reader.open("/users");
            assertEquals(true, page.evaluate("""
                    () => { const box = document.getElementById('users').parentElement;
                        return box.scrollWidth > box.clientWidth
                            && getComputedStyle(box).backgroundImage.includes('gradient') }"""));
        }
    }

    @Test
    void on_paper_a_list_has_all_its_columns_and_small_words_are_smaller_than_what_they_stand_under(
            Browsing.Shared shared) {
        for (Language language : Language.values()) {
            try (Browsing.Reader reader = shared.reader(language, ColorScheme.LIGHT, A4_PIXELS, true)) {
                var page = reader.open("/users");
                page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
                assertEquals(0, page.evaluate("""
                        () => { const box = document.getElementById('users').parentElement.parentElement;
                            return Math.max(0, box.scrollWidth - box.clientWidth) }"""), language + " is cut off");
                assertEquals(true, page.evaluate("""
                        () => [...document.querySelectorAll('#users td small')].every(small =>
                            parseFloat(getComputedStyle(small).fontSize)
                                < parseFloat(getComputedStyle(small.parentElement).fontSize))"""), "small words");
            }
        }
    }

    @Test
    void a_table_is_a_stop_of_the_tab_key_where_it_scrolls_and_else_none(Browsing.Shared shared) {
        String stop = "#models >> xpath=..";
        try (Browsing.Reader phone = shared.reader(Language.EN, ColorScheme.LIGHT, 320, true);
                Browsing.Reader desk = shared.reader(Language.EN, ColorScheme.LIGHT)) {
            var page = phone.open("/models");
            assertEquals("0", page.locator(stop).getAttribute("tabindex"));
            page.locator(stop).focus();
            page.keyboard().press("ArrowRight");
            page.waitForFunction("() => document.getElementById('models').parentElement.scrollLeft > 0");
            var wide = desk.open("/models");
            wide.waitForFunction("() => !document.getElementById('models').parentElement.hasAttribute('tabindex')");
        }
    }

    @Test
    void pages_are_whole_without_scripts_and_the_theme_is_kept(Browsing.Shared shared) {
        try (Browsing.Reader reader = shared.reader(Language.ZH, ColorScheme.LIGHT, 1_280, false)) {
            var page = reader.open("/users");
            assertEquals("zh-CN", page.locator("html").getAttribute("lang"));
            page.locator("button[value=dark]").click();
            assertTrue(page.url().endsWith("/users"), page.url());
            assertEquals("dark", page.locator("html").getAttribute("data-theme"));
            page.locator("a.language").click();
            assertEquals("en", page.locator("html").getAttribute("lang"));
            reader.open("/");
            assertEquals("en", page.locator("html").getAttribute("lang"), "the language was not kept");
            assertEquals("dark", page.locator("html").getAttribute("data-theme"), "the theme was not kept");
        }
    }

    @Test
    void the_first_tab_stop_leads_past_the_navigation(Browsing.Shared shared) {
        try (Browsing.Reader reader = shared.reader(Language.EN, ColorScheme.LIGHT)) {
            var page = reader.open("/users");
            page.keyboard().press("Tab");
            assertEquals("#main", page.locator(":focus").getAttribute("href"));
            page.keyboard().press("Enter");
            assertEquals("main", page.evaluate("() => document.activeElement.id"));
        }
    }
}
