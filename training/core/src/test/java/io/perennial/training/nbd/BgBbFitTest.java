package io.perennial.training.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The BG/BB on the donations of Fader, Hardie and Shang (2010), table 2: 11,104 supporters who first gave in 1995 and their
 * six years since.
 *
 * <p>Published: their tables 3 and 6, and the values lifetimes tests against Hardie's spreadsheet.
 */
class BgBbFitTest {

    private static final int[][] SUPPORTERS = {
        {0, 0, 3464}, {1, 1, 1091}, {1, 2, 277}, {1, 3, 129}, {1, 4, 78}, {1, 5, 119}, {1, 6, 129}, {2, 2, 613},
        {2, 3, 255}, {2, 4, 155}, {2, 5, 173}, {2, 6, 234}, {3, 3, 322}, {3, 4, 181}, {3, 5, 225}, {3, 6, 357},
        {4, 4, 240}, {4, 5, 284}, {4, 6, 512}, {5, 5, 335}, {5, 6, 728}, {6, 6, 1203}
    };

    private static Map<DiscreteHistory, Integer> supporters() {
        Map<DiscreteHistory, Integer> users = new HashMap<>();
        for (int[] row : SUPPORTERS) {
            users.put(new DiscreteHistory(row[0], row[1], 6), row[2]);
        }
        return users;
    }

    @Test
    void the_fit_is_the_published_one() {
        BgBbFit fit = BgBbFit.fit(supporters());

        assertTrue(fit.verdict().identified(), fit.verdict().message());
        assertEquals(1.204, fit.model().alpha(), 1e-3);
        assertEquals(.750, fit.model().beta(), 1e-3);
        assertEquals(.657, fit.model().gamma(), 1e-3);
        assertEquals(2.783, fit.model().delta(), 3e-3);
        assertEquals(-33225.6, fit.logLikelihood(), 0.1);
    }

    @Test
    void supporters_who_never_leave_have_no_proper_top_and_the_parameter_that_ran_off_is_named() {
        Map<DiscreteHistory, Integer> always = new HashMap<>();
        always.put(new DiscreteHistory(6, 6, 6), 500);
        TopVerdict verdict = BgBbFit.fit(always).verdict();

        assertFalse(verdict.identified());
        assertTrue(verdict.message().startsWith("no proper top: "), verdict.message());
    }

    @Test
    void opportunities_too_few_to_tell_leaving_from_not_buying_leave_a_flat_top_and_what_is_mixed_is_named() {
        Map<DiscreteHistory, Integer> once = new TreeMap<>(Comparator.comparingInt(DiscreteHistory::repeats));
        once.put(new DiscreteHistory(0, 0, 1), 300);
        once.put(new DiscreteHistory(1, 1, 1), 200);
        TopVerdict verdict = BgBbFit.fit(once).verdict();

        assertFalse(verdict.identified(), verdict.message());
        assertTrue(verdict.message().startsWith("a flat top: a mix of "), verdict.message());
    }

    @Test
    void who_is_alive_and_what_is_expected_are_the_published_numbers() {
        BgBb model = BgBbFit.fit(supporters()).model();

        assertEquals(.11, model.probabilityAlive(new DiscreteHistory(0, 0, 6)), 5e-3);
        assertEquals(.59, model.probabilityAlive(new DiscreteHistory(2, 4, 6)), 5e-3);
        assertEquals(.93, model.probabilityAlive(new DiscreteHistory(6, 6, 6)), 5e-3);
        double sum = supporters().entrySet().stream()
                .mapToDouble(user -> user.getValue() * model.expectedPurchases(user.getKey(), 5))
                .sum();
        assertEquals(12884.2, sum, 2);
    }

    @Test
    void chances_of_all_histories_of_three_opportunities_add_up_to_one() {
        BgBb model = new BgBb(1.2, .75, .66, 2.78);
        Map<String, Double> chances = new TreeMap<>();
        for (int taken = 0; taken < 8; taken++) {
            int last = taken == 0 ? 0 : 32 - Integer.numberOfLeadingZeros(taken);
            DiscreteHistory history = new DiscreteHistory(Integer.bitCount(taken), last, 3);
            chances.put(Integer.toBinaryString(taken), Math.exp(model.logLikelihood(history)));
        }
        assertEquals(
                1, chances.values().stream().mapToDouble(Double::doubleValue).sum(), 1e-12, chances.toString());
    }

    @Test
    void a_history_that_is_none_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new DiscreteHistory(3, 2, 6));
        assertThrows(IllegalArgumentException.class, () -> new DiscreteHistory(1, 0, 6));
        assertThrows(IllegalArgumentException.class, () -> new DiscreteHistory(1, 7, 6));
    }
}
