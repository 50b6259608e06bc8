package io.perennial.http.survey;

import io.perennial.http.answer.Subjects;
import io.perennial.http.live.Arm;
import io.perennial.http.report.Reasons;
import io.perennial.http.report.Report.Why;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.population.Risk;
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
 * @param reasons   why, the strongest first, with the user's own values
 */
public record Line(Score score, Risk risk, Tier tier, Arm arm, Optional<LocalDate> lastOrder, List<Why> reasons) {

    public Line {
        reasons = List.copyOf(reasons);
    }

    /** Makes lines of users, one after the other; for one thread. */
    public static final class Maker {

        private final Survey survey;
        private final boolean hasChallenger;
        private final Population.Reader users;

        /** Lines of a survey's users. */
        public Maker(Survey survey, boolean hasChallenger) {
            this.survey = survey;
            this.hasChallenger = hasChallenger;
            this.users = survey.served().population().reader();
        }

        /** The line of an ordinal. */
        public Line of(int user) {
            PopulationRow row = users.at(user);
            Score score = Subjects.batchScore(row);
            Roll roll = survey.roll();
            int order = roll.lastOrder(user);
            return new Line(
                    score,
                    roll.risk(user),
                    roll.tier(user),
                    roll.arm(user, hasChallenger),
                    order == Roll.NEVER ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(order)),
                    score.reasons().stream()
                            .map(code -> Reasons.of(code, row.features()))
                            .toList());
        }
    }
}
