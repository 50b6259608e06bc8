package io.perennial.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import io.perennial.features.feature.Language;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Alarms and grades are told by word and shape where colours are the reader's own, and on paper. */
@ExtendWith(Browsing.class)
class WithoutColourTest {

    private static final String BACKGROUND = "e => { for (let at = e; at; at = at.parentElement) {"
            + " const colour = getComputedStyle(at).backgroundColor;"
            + " if (colour !== 'rgba(0, 0, 0, 0)' && colour !== 'transparent') return colour; }"
            + " return 'rgb(255, 255, 255)'; }";

    private static final Map<Language, Map<String, String>> WORDS = Map.of(
            Language.EN, Map.of("red", "high", "amber", "raised", "green", "low"),
            Language.ZH, Map.of("red", "高", "amber", "中", "green", "低"));

    @Test
    void in_forced_colours_each_alarm_keeps_its_word_and_its_own_shape(Browsing.Shared shared) {
        for (Language language : Language.values()) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (Browsing.Reader reader = shared.reader(language, scheme)) {
                    Page page = reader.page();
                    page.emulateMedia(new Page.EmulateMediaOptions()
                            .setForcedColors(ForcedColors.ACTIVE)
                            .setColorScheme(scheme));
                    assertTold(reader, language);
                    assertEquals(
                            "active",
                            page.evaluate("() => matchMedia('(forced-colors: active)').matches ? 'active' : ''"));
                }
            }
        }
    }

    @Test
    void on_paper_each_alarm_keeps_its_word_and_its_own_shape(Browsing.Shared shared) {
        for (Language language : Language.values()) {
            try (Browsing.Reader reader = shared.reader(language, ColorScheme.DARK)) {
                Page page = reader.page();
                page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
                assertTold(reader, language);
                assertFalse(page.locator("nav.places").isVisible(), "navigation on paper");
                assertFalse(page.locator("form.filters").isVisible(), "a form on paper");
            }
        }
    }

    /** Of the overview and of the list: every alarm says its grade's word beside a shape that no other alarm has. */
    private static void assertTold(Browsing.Reader reader, Language language) {
        Map<String, String> shapes = new HashMap<>();
        for (String path : List.of("/", "/users?risk=any&eligible=any")) {
            Page page = reader.open(path);
            List<Locator> alarms = page.locator("td .risk, th .risk").all();
            assertTrue(alarms.size() > 2, path + " has " + alarms.size() + " alarms");
            for (Locator alarm : alarms.subList(0, Math.min(20, alarms.size()))) {
                String level = alarm.getAttribute("class").replace("risk ", "").trim();
                assertTrue(alarm.isVisible(), path + " hides an alarm");
                assertTrue(
                        alarm.textContent().contains(WORDS.get(language).get(level)),
                        level + ": " + alarm.textContent());
                Locator shape = alarm.locator("svg");
                String drawn = (String) shape.evaluate("e => e.innerHTML");
                assertEquals(shapes.computeIfAbsent(level, any -> drawn), drawn, level);
                assertTrue(shape.boundingBox().width >= 8, "a shape nobody sees");
                assertNotEquals(
                        shape.evaluate(BACKGROUND),
                        shape.locator("path, circle").evaluate("e => getComputedStyle(e).fill"),
                        path + ": the shape is as its ground");
            }
        }
        assertEquals(Set.of("red", "amber", "green"), shapes.keySet());
        assertEquals(3, Set.copyOf(shapes.values()).size(), "two alarms of one shape");
        assertEquals(List.of(), reader.faults());
    }
}
