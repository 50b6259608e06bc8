package io.perennial.features.profile;

import io.perennial.features.feature.Outreach;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether to act on a user, and how; or why not. */
public sealed interface WinBack {

    /** Why the user is not to be contacted; empty where one may. */
    Optional<Cause> bar();

    /** What it is expected to gain; NaN where nothing is done, or where nobody knows. */
    default double gain() {
        return Double.NaN;
    }

    /**
     * Act so.
     *
     * @param gain  what it is expected to gain, major units; NaN where the expected loss is not known
     * @param spent whether outreach fits too, and the user was sent too much for it
     */
    record Act(ChurnGrade grade, WinBackAction action, double gain, boolean spent) implements WinBack {

        /** Act so on a user whom nothing forbids to contact. */
        public Act(ChurnGrade grade, WinBackAction action, double gain) {
            this(grade, action, gain, false);
        }

        @Override
        public Optional<Cause> bar() {
            if (action.outreach()) {
                return Optional.empty();
            }
            if (spent) {
                return Optional.of(Cause.OVER_CONTACTED);
            }
            return Optional.of(grade.risk().isRaised() ? Cause.NO_MESSAGE : Cause.MILD_GRADE);
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
                "该挽回等级无需发送消息：对本来就会留下的用户触达，只会增加成本和打扰。"),
        /** Something other than a message is expected to gain more. */
        NO_MESSAGE(
                "What is recommended for this user is no message; a contact instead of it is expected to gain less.",
                "为该用户推荐的措施不是发送消息；改为触达，预期收益更低。"),
        /** Whatever fits costs more than it saves. */
        NOT_WORTH_IT(
                "Every action of the playbook that fits costs more than it is expected to save.",
                "挽回预案中适用的措施，成本都高于预期能挽回的损失。"),
        /** Nothing fits. */
        NO_ACTION("The playbook has no action for this grade and segment.", "挽回预案中没有适用于该等级与客群的措施。");

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
     * What a user may cost.
     *
     * @param probability  the churn probability; NaN for none
     * @param expectedLoss major units; NaN where it is not known
     * @param segment      id of the segment of RFM; empty for none
     */
    record Stake(double probability, double expectedLoss, String segment) {}

    /**
     * What to do about a user: of the actions that fit and may be taken, the one expected to gain most.
     *
     * @param sent     what the user was sent of late
     * @param playbook where the grades begin, and what is done for whom
     * @param mayAct   whether the user's arm lets anybody act
     */
    static WinBack of(Stake stake, Outreach sent, Playbook playbook, boolean mayAct) {
        if (Double.isNaN(stake.probability())) {
            return new Refrain(Cause.NO_SCORE);
        }
        if (!mayAct) {
            return new Refrain(Cause.HOLDOUT);
        }
        ChurnGrade grade = ChurnGrade.of(stake.probability(), playbook.grades());
        List<WinBackAction> fitting = playbook.fitting(grade, stake.segment());
        if (fitting.isEmpty()) {
            return new Refrain(Cause.NO_ACTION);
        }
        boolean isSpent = Disturbance.of(sent).isTooMuch() && fitting.stream().anyMatch(WinBackAction::outreach);
        return fitting.stream()
                .filter(action -> !(isSpent && action.outreach()))
                .map(action -> new Act(grade, action, action.expectedGain(stake.expectedLoss()), isSpent))
                .reduce((best, next) -> next.gain() > best.gain() ? next : best)
                .map(WinBack::unlessLosing)
                .orElse(new Refrain(Cause.OVER_CONTACTED));
    }

    private static WinBack unlessLosing(Act best) {
        return best.gain() < 0 ? new Refrain(Cause.NOT_WORTH_IT) : best;
    }
}
