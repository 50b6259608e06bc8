package io.perennial.features.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.profile.ChurnGrade.Thresholds;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Decay, grade and warning index: how loud to ring. */
class WarningTest {

    @Test
    void the_known_rule_needs_active_days_down_by_30_and_baskets_down_by_25_percent() {
        assertTrue(rule("active_days_change_28 -0.30; basket_change_84 -0.25"));
        assertFalse(rule("active_days_change_28 -0.29; basket_change_84 -0.25"));
        assertFalse(rule("active_days_change_28 -0.30; basket_change_84 -0.24"));
        assertFalse(rule("active_days_change_28 -0.90; spend_change_84 -1"), "an unknown basket is no fall");
        assertFalse(rule("basket_change_84 -0.90"), "unknown active days are no fall");
    }

    @Test
    void active_days_stand_in_for_visits_and_spend_for_baskets() {
        Decay decay = Decay.of(Vectors.of("active_days_change_28 -0.5; spend_change_84 -1; social_change_28 0.1"));
        assertEquals(new Decay(OptionalDouble.of(-0.5), OptionalDouble.of(-1), OptionalDouble.of(0.1), false), decay);
        Decay visits = Decay.of(Vectors.of("visits_change_28 0; active_days_change_28 -0.5"));
        assertEquals(OptionalDouble.of(0), visits.behaviour(), "where visits are known they count");
    }

    private static boolean rule(String values) {
        return Decay.of(Vectors.of(values)).isRuleMet();
    }

    @Test
    void a_grade_begins_at_its_threshold() {
        Thresholds defaults = Thresholds.defaults();
        assertEquals(ChurnGrade.R1, ChurnGrade.of(0, defaults));
        assertEquals(ChurnGrade.R1, ChurnGrade.of(Math.nextDown(0.2), defaults));
        assertEquals(ChurnGrade.R2, ChurnGrade.of(0.2, defaults));
        assertEquals(ChurnGrade.R3, ChurnGrade.of(0.4, defaults));
        assertEquals(ChurnGrade.R4, ChurnGrade.of(0.6, defaults));
        assertEquals(0.6, defaults.milderThan(0.7));
        assertEquals(0.2, defaults.milderThan(0.1), "the mildest has none that is milder");
        assertEquals(ChurnGrade.R5, ChurnGrade.of(0.8, defaults));
        assertEquals(ChurnGrade.R5, ChurnGrade.of(1, defaults));
        assertEquals(ChurnGrade.R5, ChurnGrade.of(0.3, new Thresholds(0.05, 0.1, 0.2, 0.3)));
    }

    @Test
    void grades_and_colours_rise_together() {
        Risk loudest = Risk.GREEN;
        for (ChurnGrade grade : ChurnGrade.values()) {
            assertTrue(grade.risk().compareTo(loudest) >= 0, grade + " is quieter than the grade before");
            loudest = grade.risk();
        }
        assertEquals(Risk.GREEN, ChurnGrade.R1.risk());
        assertEquals(Risk.AMBER, ChurnGrade.R3.risk());
        assertEquals(Risk.RED, ChurnGrade.R5.risk());
    }

    @Test
    void what_is_no_probability_has_no_grade() {
        for (double wrong : new double[] {Double.NaN, -0.01, 1.01, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> ChurnGrade.of(wrong, Thresholds.defaults()));
            assertThrows(IllegalArgumentException.class, () -> WarningIndex.of(wrong, Vectors.missing()));
        }
        assertThrows(IllegalArgumentException.class, () -> new Thresholds(0.4, 0.2, 0.6, 0.8));
    }

    @Test
    void the_index_is_the_probability_in_percent_and_says_on_how_many_behaviours_it_rests() {
        int all = (int)
                FeatureCatalogue.features().stream().filter(Feature::warning).count();
        WarningIndex blind = WarningIndex.of(0.42, Vectors.missing());
        assertEquals(new WarningIndex(42, 0, all), blind);
        double[] vector = Vectors.of("silence_days 3; visits_change_28 0; spend_84 10");
        assertEquals(2, WarningIndex.of(0.42, vector).observable(), "spend is no warning behaviour");
    }

    @Test
    void a_profile_holds_what_its_parts_say() {
        double[] vector = Vectors.of("silence_days 3; tenure_days 10; visits_change_28 -0.1");
        ChurnRule churn = new ChurnRule(EnumSet.of(EventKind.VISIT), 90);
        Profile profile = Profile.of(vector, churn, Optional.empty());
        assertEquals(LifecycleStage.SPROUT, profile.stage());
        assertEquals(Optional.empty(), profile.rfm());
        assertEquals(Health.of(vector), profile.health());
    }
}
