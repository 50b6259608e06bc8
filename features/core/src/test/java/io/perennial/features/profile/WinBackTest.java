package io.perennial.features.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.profile.WinBack.Act;
import io.perennial.features.profile.WinBack.Cause;
import io.perennial.features.profile.WinBack.Refrain;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Whom to act on, how strongly, and whom to leave alone. */
class WinBackTest {

    private static final ChurnGrade.Thresholds GRADES = ChurnGrade.Thresholds.defaults();

    private static double[] vector(double touches, double unanswered) {
        double[] vector = new double[FeatureCatalogue.features().size()];
        Arrays.fill(vector, Double.NaN);
        vector[FeatureCatalogue.index("touches_28")] = touches;
        vector[FeatureCatalogue.index("unanswered_touches")] = unanswered;
        return vector;
    }

    private static WinBack of(double probability, double touches, double unanswered, boolean mayAct) {
        return WinBack.of(probability, vector(touches, unanswered), GRADES, mayAct);
    }

    @Test
    void the_means_grow_with_the_grade() {
        WinBackAction[] actions = WinBackAction.values();
        for (ChurnGrade grade : ChurnGrade.values()) {
            WinBackAction action = actions[Arrays.asList(ChurnGrade.values()).indexOf(grade)];
            assertEquals(new Act(grade, action), of(GRADES.beginOf(grade), 0, 0, true));
        }
    }

    @Test
    void a_user_sent_too_much_is_left_alone_but_shown_content() {
        assertEquals(new Refrain(Cause.OVER_CONTACTED), of(0.9, 8, 0, true));
        assertEquals(new Refrain(Cause.OVER_CONTACTED), of(0.5, 0, 5, true));
        assertEquals(new Act(ChurnGrade.R5, WinBackAction.CALL), of(0.9, 7, 4, true));
        assertEquals(new Act(ChurnGrade.R2, WinBackAction.CONTENT), of(0.3, 20, 20, true));
    }

    @Test
    void a_log_that_knows_no_outreach_forbids_none() {
        assertEquals(new Act(ChurnGrade.R4, WinBackAction.BENEFIT), of(0.7, Double.NaN, Double.NaN, true));
    }

    @Test
    void the_hold_out_and_users_without_a_score_are_not_acted_on() {
        assertEquals(new Refrain(Cause.HOLDOUT), of(0.9, 0, 0, false));
        assertEquals(new Refrain(Cause.NO_SCORE), of(Double.NaN, 0, 0, true));
    }
}
