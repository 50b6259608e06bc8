package io.perennial.features.profile;

import io.perennial.features.feature.FeatureCatalogue;
import java.util.Locale;

/** Whether to act on a user, and how; or why not. */
public sealed interface WinBack {

    /** Two a week: what is sent beyond it is more likely to drive a user away. A convention of ours, not measured. */
    int MOST_TOUCHES_28 = 8;

    /** So much outreach in a row without an answer says that more of it is not wanted. A convention of ours. */
    int MOST_UNANSWERED = 5;

    /** Act so. */
    record Act(ChurnGrade grade, WinBackAction action) implements WinBack {}

    /** Do not act. */
    record Refrain(Cause cause) implements WinBack {}

    /** Why nobody may act, or should. */
    enum Cause {
        /** No model answers: it was taken away, or is damaged. */
        NO_MODEL,
        /** The user has no churn probability. */
        NO_SCORE,
        /** The user is in the hold-out: without users left alone no effect can be told. */
        HOLDOUT,
        /** The user was sent too much of late. */
        OVER_CONTACTED;

        /** The id in JSON and words: lower case. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What to do about a user with a score.
     *
     * @param probability the churn probability
     * @param features    the user's vector
     * @param grades      where the grades begin
     * @param mayAct      whether the user's arm lets anybody act
     */
    static WinBack of(double probability, double[] features, ChurnGrade.Thresholds grades, boolean mayAct) {
        if (Double.isNaN(probability)) {
            return new Refrain(Cause.NO_SCORE);
        }
        if (!mayAct) {
            return new Refrain(Cause.HOLDOUT);
        }
        // A log without outreach has no record of any: NaN is not too much.
        boolean isTired = features[FeatureCatalogue.index("touches_28")] >= MOST_TOUCHES_28
                || features[FeatureCatalogue.index("unanswered_touches")] >= MOST_UNANSWERED;
        ChurnGrade grade = ChurnGrade.of(probability, grades);
        WinBackAction action = WinBackAction.of(grade);
        boolean isOutreach = action != WinBackAction.OBSERVE && action != WinBackAction.CONTENT;
        return isTired && isOutreach ? new Refrain(Cause.OVER_CONTACTED) : new Act(grade, action);
    }
}
