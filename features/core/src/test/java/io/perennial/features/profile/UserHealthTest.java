package io.perennial.features.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Activity, contribution and loyalty: fixed formulas over what is known, the rest left out. */
class UserHealthTest {

    @Test
    void the_index_is_the_mean_of_the_parts_with_data() {
        UserHealth health = UserHealth.of(Vectors.of("silence_days 45; occasions_365 3; repeat_buyer 1"));
        assertEquals(OptionalDouble.of(50), health.activity());
        assertEquals(OptionalDouble.of(75), health.contribution());
        assertEquals(OptionalDouble.empty(), health.loyalty());
        assertEquals(OptionalDouble.of(62.5), health.overall());
        assertEquals(2, health.known());
    }

    @Test
    void loyalty_is_of_response_and_of_habits() {
        // Active for 180 days: 50. Clockwork: 100. Response: no complaint, 100.
        UserHealth health =
                UserHealth.of(Vectors.of("silence_days 20; tenure_days 200; active_gap_cv 0; complaints_84 0"));
        assertEquals(OptionalDouble.of((75 + 100) / 2.0), health.loyalty());
    }

    @Test
    void being_away_makes_nobody_more_loyal() {
        double here = UserHealth.of(Vectors.of("silence_days 0; tenure_days 100"))
                .loyalty()
                .orElseThrow();
        double away = UserHealth.of(Vectors.of("silence_days 90; tenure_days 190"))
                .loyalty()
                .orElseThrow();
        assertEquals(here, away);
    }

    @Test
    void of_who_was_never_active_nothing_is_known_and_nothing_is_low() {
        UserHealth health = UserHealth.of(Vectors.of("touches_84 9; tenure_days 100; complaints_84 1"));
        assertEquals(0, health.known());
        assertEquals(OptionalDouble.empty(), health.overall());
        assertFalse(health.isLow());
    }

    @Test
    void it_is_low_below_the_line() {
        assertTrue(UserHealth.of(Vectors.of("silence_days 60")).isLow());
        assertFalse(UserHealth.of(Vectors.of("silence_days 54")).isLow(), "54 of 90 days are 40");
    }

    @Test
    void every_part_lies_between_0_and_100_and_missing_features_are_left_out() {
        for (long seed = 0; seed < 2_000; seed++) {
            double[] vector = Vectors.random(seed);
            UserHealth health = UserHealth.of(vector);
            for (OptionalDouble part : Arrays.asList(health.activity(), health.contribution(), health.loyalty())) {
                assertTrue(part.orElse(0) >= 0 && part.orElse(0) <= 100, "seed " + seed + ": " + health);
            }
            assertEquals(health.known() == 0, health.overall().isEmpty(), "seed " + seed);
        }
    }
}
