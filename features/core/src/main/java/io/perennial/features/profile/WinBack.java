package io.perennial.features.profile;

import io.perennial.features.feature.Outreach;
import java.util.Locale;
import java.util.Optional;

/** Whether to act on a user, and how; or why not. */
public sealed interface WinBack {

    /** Why the user is not to be contacted; empty where one may. */
    Optional<Cause> bar();

    /** Act so. */
    record Act(ChurnGrade grade, WinBackAction action) implements WinBack {
        @Override
        public Optional<Cause> bar() {
            return action.isOutreach() ? Optional.empty() : Optional.of(Cause.MILD_GRADE);
        }
    }

    /** Do not act. */
    record Refrain(Cause cause) implements WinBack {
        @Override
        public Optional<Cause> bar() {
            return Optional.of(cause);
        }
    }

    /** Why nobody may act, or should. */
    enum Cause {
        /** The user has no churn probability. */
        NO_SCORE("There is no score to act on.", "没有评分，无法给出建议。"),
        /** The user is in the hold-out. */
        HOLDOUT(
                "The user is in the hold-out. Without users whom nobody contacts the effect of contacting can't be told.",
                "该用户属于对照组。没有不触达的用户，就无法衡量触达的效果。"),
        /** The user was sent too much of late. */
        OVER_CONTACTED(
                "The user was sent too much of late: the disturbance index is full, by " + Outreach.MOST_RECENT
                        + " outreaches in 28 days, by " + Outreach.MOST_UNANSWERED
                        + " in a row without an answer and the last of them in these days, or by fewer of which most went"
                        + " unanswered or the user complained.",
                "近期触达过多，打扰指数已满：28 天内达到 " + Outreach.MOST_RECENT + " 次，或连续 " + Outreach.MOST_UNANSWERED
                        + " 次没有回应且最近一次在 28 天内；若大多没有回应或有投诉，次数更少也会计满。"),
        /** The grade asks for less than a message. */
        MILD_GRADE(
                "The churn grade asks for no message: outreach to who stays anyway costs money and attention.",
                "该挽回等级无需发送消息：对本来就会留下的用户触达，只会增加成本和打扰。");

        private final String en;
        private final String zh;

        Cause(String en, String zh) {
            this.en = en;
            this.zh = zh;
        }

        /** The id in JSON and words: lower case. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Why, in English. */
        public String en() {
            return en;
        }

        /** Why, in Chinese. */
        public String zh() {
            return zh;
        }
    }

    /**
     * What to do about a user with a score.
     *
     * @param probability the churn probability; NaN for none
     * @param sent        what the user was sent of late
     * @param grades      where the grades begin
     * @param mayAct      whether the user's arm lets anybody act
     */
    static WinBack of(double probability, Outreach sent, ChurnGrade.Thresholds grades, boolean mayAct) {
        if (Double.isNaN(probability)) {
            return new Refrain(Cause.NO_SCORE);
        }
        if (!mayAct) {
            return new Refrain(Cause.HOLDOUT);
        }
        ChurnGrade grade = ChurnGrade.of(probability, grades);
        WinBackAction action = WinBackAction.of(grade);
        return action.isOutreach() && Disturbance.of(sent).isTooMuch()
                ? new Refrain(Cause.OVER_CONTACTED)
                : new Act(grade, action);
    }
}
