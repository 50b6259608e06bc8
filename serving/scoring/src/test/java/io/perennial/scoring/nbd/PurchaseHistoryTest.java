package io.perennial.scoring.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.perennial.features.time.OutcomeWindow;
import org.junit.jupiter.api.Test;

class PurchaseHistoryTest {

    private static final double NAN = Double.NaN;

    @Test
    void occasions_silence_and_tenure_become_x_and_t_x() {
        assertEquals(new PurchaseHistory(3, 70, 100), PurchaseHistory.of(4, 30, 100));
    }

    @Test
    void a_single_occasion_has_no_last_repeat() {
        assertEquals(new PurchaseHistory(0, 0, 100), PurchaseHistory.of(1, 30, 100));
    }

    @Test
    void features_of_two_different_users_are_clamped_to_a_legal_history() {
        assertEquals(new PurchaseHistory(3, 0, 100), PurchaseHistory.of(4, 500, 100));
        assertEquals(new PurchaseHistory(3, 100, 100), PurchaseHistory.of(4, -5, 100));
        assertEquals(new PurchaseHistory(0.5, 70, 100), PurchaseHistory.of(1.5, 30, 100));
    }

    @Test
    void missing_features_count_as_nothing_seen() {
        assertEquals(new PurchaseHistory(0, 0, 0), PurchaseHistory.of(NAN, NAN, NAN));
        assertEquals(new PurchaseHistory(3, 0, 100), PurchaseHistory.of(4, NAN, 100));
        assertEquals(new PurchaseHistory(0, 0, 100), PurchaseHistory.of(0, 10, 100));
    }

    @Test
    void infinite_features_are_cut_to_the_largest_that_are_read() {
        double infinite = Double.POSITIVE_INFINITY;
        assertEquals(
                new PurchaseHistory(PurchaseHistory.MAX_REPEATS, 0, PurchaseHistory.MAX_AGE),
                PurchaseHistory.of(infinite, infinite, infinite));
    }

    @Test
    void an_illegal_history_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new PurchaseHistory(-1, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new PurchaseHistory(1, 11, 10));
        assertThrows(IllegalArgumentException.class, () -> new PurchaseHistory(NAN, 0, 10));
    }

    @Test
    void an_illegal_parameter_is_refused_with_its_name() {
        String message = assertThrows(IllegalArgumentException.class, () -> new ParetoNbd(1, 1, -2, 1))
                .getMessage();
        assertEquals("Pareto/NBD parameter s = -2.0 is outside (0, 1.0E9]", message);
        assertThrows(IllegalArgumentException.class, () -> new GammaGamma(6, 1, 15));
        assertThrows(IllegalArgumentException.class, () -> NbdFamily.BG_NBD.model(1, 2));
    }

    @Test
    void the_outcome_window_counts_from_the_last_visible_day() {
        // as-of 100: day 99 is the last visible; outcomes on days 103..192 are 4..93 days after it
        assertEquals(new FutureWindow(3, 90), FutureWindow.of(new OutcomeWindow(3, 90)));
    }
}
