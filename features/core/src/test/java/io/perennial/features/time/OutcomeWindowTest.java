package io.perennial.features.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** An outcome window is half-open: it begins a gap after the as-of and its last day is the one before its end. */
class OutcomeWindowTest {

    @Test
    void a_window_begins_after_the_gap_and_lasts_the_horizon() {
        OutcomeWindow window = new OutcomeWindow(3, 90);
        assertEquals(103, window.start(100));
        assertEquals(193, window.end(100));
        assertEquals(93, window.days());
    }

    @Test
    void a_window_is_closed_once_its_last_day_is_past() {
        OutcomeWindow window = new OutcomeWindow(3, 90);
        assertFalse(window.isClosed(100, 192), "day 192 is the window's last and still to come");
        assertTrue(window.isClosed(100, 193));
    }

    @Test
    void days_are_written_bare_or_with_a_unit() {
        assertEquals(OptionalInt.of(60), DayCount.read("60"));
        assertEquals(OptionalInt.of(60), DayCount.read(" 60 d"));
        assertEquals(OptionalInt.of(84), DayCount.read("12w"));
        for (String other : List.of("", "d", "-1", "1m", "1.5d", "123456", "90 days")) {
            assertEquals(OptionalInt.empty(), DayCount.read(other), other);
        }
    }

    @Test
    void lengths_out_of_range_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new OutcomeWindow(-1, 90));
        assertThrows(IllegalArgumentException.class, () -> new OutcomeWindow(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new OutcomeWindow(0, 3_651));
    }
}
