package io.perennial.features.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.event.EventKind;
import io.perennial.features.outcome.ChurnRule;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** The first rule that holds decides the stage. */
class LifecycleStageTest {

    private static final ChurnRule RULE = new ChurnRule(EnumSet.of(EventKind.PURCHASE), 180);

    @Test
    void who_was_only_ever_touched_was_never_active() {
        assertStage(LifecycleStage.NEVER_ACTIVE, "tenure_days 300");
    }

    @Test
    void who_is_silent_for_the_whole_look_back_is_lost() {
        assertStage(LifecycleStage.LOST, "silence_days 180; tenure_days 300; active_gap_mean 170; active_gap_cv 1");
        assertStage(LifecycleStage.MATURE, "silence_days 179; tenure_days 300; active_gap_mean 170; active_gap_cv 1");
    }

    @Test
    void who_is_silent_for_more_than_three_own_gaps_is_dormant_but_never_within_four_weeks() {
        assertStage(LifecycleStage.DORMANT, "silence_days 61; tenure_days 300; active_gap_mean 20; active_gap_cv 1");
        assertStage(LifecycleStage.MATURE, "silence_days 60; tenure_days 300; active_gap_mean 20; active_gap_cv 1");
        assertStage(LifecycleStage.MATURE, "silence_days 27; tenure_days 300; active_gap_mean 1; active_gap_cv 1");
        assertStage(LifecycleStage.DORMANT, "silence_days 28; tenure_days 300; active_gap_mean 1; active_gap_cv 1");
    }

    @Test
    void who_came_once_is_taken_to_come_every_four_weeks() {
        assertStage(LifecycleStage.GROWTH, "silence_days 84; tenure_days 84");
        assertStage(LifecycleStage.DORMANT, "silence_days 85; tenure_days 85");
    }

    @Test
    void the_first_four_weeks_are_sprout_and_the_first_twelve_growth() {
        assertStage(LifecycleStage.SPROUT, "silence_days 0; tenure_days 27; active_gap_mean 5; active_gap_cv 1");
        assertStage(LifecycleStage.GROWTH, "silence_days 0; tenure_days 28; active_gap_mean 5; active_gap_cv 1");
        assertStage(LifecycleStage.GROWTH, "silence_days 0; tenure_days 83; active_gap_mean 5; active_gap_cv 1");
        assertStage(LifecycleStage.MATURE, "silence_days 0; tenure_days 84; active_gap_mean 5; active_gap_cv 1");
    }

    @Test
    void who_is_clearly_rising_or_has_no_rhythm_yet_grows() {
        String old = "silence_days 0; tenure_days 400; active_gap_mean 50; ";
        assertStage(LifecycleStage.GROWTH, old + "active_gap_cv 1; active_days_change_28 0.25");
        assertStage(LifecycleStage.MATURE, old + "active_gap_cv 1; active_days_change_28 0.24");
        assertStage(LifecycleStage.GROWTH, old + "active_days_change_28 0");
    }

    private static void assertStage(LifecycleStage expected, String values) {
        assertEquals(expected, LifecycleStage.of(Vectors.of(values), RULE), values);
    }
}
