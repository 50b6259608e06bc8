package io.perennial.features.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.Dimension;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Scores are fixed formulas over what is known; what is not known is left out and said so. */
class HealthTest {

    @Test
    void a_score_is_the_mean_of_its_parts() {
        Health health = Health.of(Vectors.of("silence_days 45; silence_vs_own_gap 2; complaints_84 3"));
        // 45 of 90 days: 50. 2 own gaps, between 1 (100) and 5 (0): 75. Three complaints: 0.
        assertEquals(OptionalDouble.of(62.5), health.score(Dimension.SILENCE));
        assertEquals(OptionalDouble.of(0), health.score(Dimension.RESPONSE));
        assertEquals(OptionalDouble.of(31.25), health.overall());
    }

    @Test
    void a_dimension_without_data_is_absent_and_not_zero() {
        Health health = Health.of(Vectors.of("silence_days 0; occasions_365 3; repeat_buyer 1"));
        assertEquals(2, health.scores().size());
        assertEquals(OptionalDouble.empty(), health.score(Dimension.SOCIAL));
        assertEquals(OptionalDouble.of(100), health.score(Dimension.SILENCE));
        assertEquals(OptionalDouble.of(75), health.score(Dimension.VALUE), "3 occasions of half 3 are 50, repeat 100");
        assertEquals(OptionalDouble.of(87.5), health.overall());
    }

    @Test
    void of_who_was_never_active_nothing_is_known() {
        Health health = Health.of(Vectors.of("touches_84 9; active_days_28 0; complaints_84 1"));
        assertEquals(0, health.scores().size());
        assertEquals(OptionalDouble.empty(), health.overall());
    }

    @Test
    void every_score_lies_between_0_and_100_and_context_has_none() {
        for (int seed = 0; seed < 2_000; seed++) {
            double[] vector = Vectors.random(seed);
            Health health = Health.of(vector);
            for (double score : health.scores().values()) {
                assertTrue(score >= 0 && score <= 100, "seed " + seed + ": " + health);
            }
            assertTrue(health.score(Dimension.CONTEXT).isEmpty(), "seed " + seed);
        }
    }

    @Test
    void with_everything_known_all_seven_dimensions_have_a_score() {
        double[] vector = Vectors.missing();
        Arrays.fill(vector, 1);
        EnumSet<Dimension> seven = EnumSet.complementOf(EnumSet.of(Dimension.CONTEXT));
        assertEquals(seven, Health.of(vector).scores().keySet());
    }

    @Test
    void who_gains_is_never_less_healthy_than_who_loses() {
        String rest = "silence_days 3; active_days_28 5; visits_change_28 ";
        double loses = Health.of(Vectors.of(rest + -0.4)).overall().orElseThrow();
        double keeps = Health.of(Vectors.of(rest + 0)).overall().orElseThrow();
        double gains = Health.of(Vectors.of(rest + 2)).overall().orElseThrow();
        assertTrue(loses < keeps && keeps == gains);
    }
}
