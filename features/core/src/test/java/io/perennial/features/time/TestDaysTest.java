package io.perennial.features.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TestDaysTest {

    private static final OutcomeWindow WINDOW = new OutcomeWindow(3, 30);

    @Test
    void the_newest_window_ends_with_the_log_and_the_others_lie_before_it_without_overlap() {
        assertEquals(List.of(907, 937, 967), TestDays.of(0, 1000, WINDOW, 3));
        assertEquals(WINDOW.start(937), WINDOW.end(907));
    }

    @Test
    void a_short_log_has_fewer_days_or_none() {
        assertEquals(List.of(37, 67), TestDays.of(0, 100, WINDOW, 5));
        assertEquals(List.of(), TestDays.of(0, 60, WINDOW, 3));
    }

    @Test
    void a_window_that_ends_on_the_latest_as_of_is_closed() {
        assertTrue(WINDOW.isClosed(67, 100));
        assertFalse(WINDOW.isClosed(68, 100));
    }
}
