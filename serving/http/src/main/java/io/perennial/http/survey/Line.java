package io.perennial.http.survey;

import io.perennial.features.feature.FeatureContext;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.Outreach;
import io.perennial.features.feature.Schema;
import io.perennial.features.ledger.History;
import io.perennial.features.profile.Playbook;
import io.perennial.features.profile.Risk;
import io.perennial.features.profile.WinBack;
import io.perennial.http.answer.Advice;
import io.perennial.http.answer.Subjects;
import io.perennial.http.live.Arm;
import io.perennial.http.report.Reasons;
import io.perennial.http.report.Report.Why;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.population.PopulationHeader;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.score.Score;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One user of a list.
 *
 * @param score     as the batch made it
 * @param risk      colour of the churn probability
 * @param tier      tier of the value if retained
 * @param arm       versions that answer them
 * @param lastOrder day of the last purchase; empty where there is none
 * @param what      what to do about them by what the batch knew, or why nothing
 * @param reasons   why, the strongest first, with the user's own values
 */
public record Line(
        Score score, Risk risk, Tier tier, Arm arm, Optional<LocalDate> lastOrder, WinBack what, List<Why> reasons) {

    public Line {
        reasons = List.copyOf(reasons);
    }

    /**
     * The reason to be told first: the strongest, of a user in amber or red the strongest that raises the risk, as what
     * lowers it does not stand behind an alarm. Empty where none was made, or none of those made does.
     */
    public Optional<Why> reason() {
        return reasons.stream().filter(why -> why.raises() || !risk.isRaised()).findFirst();
    }

    /** Id of the action to be taken; empty for none. */
    public Optional<String> action() {
        return what instanceof WinBack.Act act ? Optional.of(act.action().id()) : Optional.empty();
    }

    /** Why no action is to be taken; empty where one is. */
    public Optional<String> noAction() {
        return what instanceof WinBack.Refrain refrain
                ? Optional.of(refrain.cause().id())
                : Optional.empty();
    }

    /** Makes lines of users, one after the other; for one thread. */
    public static final class Maker {

        private final Survey survey;
        private final boolean hasChallenger;
        private final Playbook playbook;
        private final FeatureContext context;
        private final int asOf;
        private final Population.Reader users;

        /** Lines of a survey's users, with what a playbook has for them. */
        public Maker(Survey survey, boolean hasChallenger, Playbook playbook) {
            this.survey = survey;
            this.hasChallenger = hasChallenger;
            PopulationHeader header = survey.served().population().header();
            this.playbook = playbook.withGrades(header.grades());
            this.context = ((FeatureSchema) Schema.parse(header.schema())).context();
            this.asOf = Math.toIntExact(header.asOf().toEpochDay());
            this.users = survey.served().population().reader();
        }

        /** The line of an ordinal. */
        public Line of(int user) {
            PopulationRow row = users.at(user);
            Score score = Subjects.batchScore(row);
            Roll roll = survey.roll();
            int order = roll.lastOrder(user);
            Arm arm = roll.arm(user, hasChallenger);
            return new Line(
                    score,
                    roll.risk(user),
                    roll.tier(user),
                    arm,
                    order == Roll.NEVER ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(order)),
                    WinBack.of(Advice.stake(score), sent(row), playbook, arm.mayAct()),
                    score.reasons().stream()
                            .map(code -> Reasons.of(code, row.features()))
                            .toList());
        }

        private Outreach sent(PopulationRow row) {
            return Outreach.of(History.timeline(row.ledger()).asOf(asOf), context);
        }
    }
}
