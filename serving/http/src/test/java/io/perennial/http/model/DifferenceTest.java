package io.perennial.http.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.Language;
import io.perennial.http.words.Numbers;
import io.perennial.scoring.registry.Metric;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In which units figures of a manifest are shown. */
class DifferenceTest {

    private static final Numbers NUMBERS = new Numbers(Language.EN, "EUR");

    private static String shown(String name, double value) {
        Difference.Shown shown = Difference.Shown.of(NUMBERS, name, new Metric(value, value, value));
        assertEquals(shown.value().text(), shown.low().text(), name);
        assertEquals(shown.value().text(), shown.high().text(), name);
        return shown.value().text();
    }

    @Test
    void a_figure_is_shown_in_its_unit_whichever_window_it_is_of() {
        Map<String, String> units = Map.of(
                "rmse", NUMBERS.money(0.9).text(),
                "mae", NUMBERS.money(0.9).text(),
                "interval_coverage", "90.0%",
                "interval_below", "90.0%",
                "interval_above", "90.0%",
                "auc", "0.9000",
                "sum_ratio", "0.9000");
        units.forEach((name, text) -> {
            assertEquals(text, shown(name, 0.9), name);
            assertEquals(text, shown(Metric.LEARNED_WINDOW + name, 0.9), name);
        });
        assertEquals("EUR 0.90", NUMBERS.money(0.9).text());
        assertEquals("1,234", shown("users", 1234));
    }

    @Test
    void a_figure_without_an_interval_has_no_range() {
        assertFalse(Difference.Shown.of(NUMBERS, "auc", Metric.of(0.9)).hasRange());
        assertTrue(
                Difference.Shown.of(NUMBERS, "auc", new Metric(0.9, 0.8, 0.95)).hasRange());
    }
}
