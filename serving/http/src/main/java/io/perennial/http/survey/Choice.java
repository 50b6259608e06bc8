package io.perennial.http.survey;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.profile.LifecycleStage;
import io.perennial.features.profile.Placing;
import io.perennial.features.profile.RfmSegment;
import io.perennial.features.profile.Risk;
import io.perennial.http.live.Arm;
import io.perennial.scoring.population.Population;
import java.util.Optional;
import java.util.Set;

/**
 * Which users are wanted: what is empty chooses nobody away.
 *
 * @param risks    colours of the churn probability; empty for any
 * @param grade    grade of it
 * @param stage    stage of the life cycle
 * @param segment  RFM segment
 * @param eligible whether models are judged on them
 * @param tier     tier of the value if retained
 * @param position quadrant or trap they are in
 * @param arm      arm they are in
 * @param prefix   begin of the id; empty for any
 */
public record Choice(
        Set<Risk> risks,
        Optional<ChurnGrade> grade,
        Optional<LifecycleStage> stage,
        Optional<RfmSegment> segment,
        Optional<Boolean> eligible,
        Optional<Tier> tier,
        Optional<Placing> position,
        Optional<Arm> arm,
        String prefix) {

    public Choice {
        risks = Set.copyOf(risks);
    }

    /** Whether a user of a roll is wanted; asked of everybody at once, so it makes nothing. */
    boolean takes(Roll roll, int user, boolean hasChallenger) {
        return (risks.isEmpty() || risks.contains(roll.risk(user)))
                && (eligible.isEmpty() || eligible.get() == roll.isEligible(user))
                && (grade.isEmpty() || roll.hasGrade(user, grade.get()))
                && (stage.isEmpty() || roll.stage(user) == stage.get())
                && (segment.isEmpty() || roll.hasSegment(user, segment.get()))
                && (tier.isEmpty() || roll.tier(user) == tier.get())
                && (position.isEmpty() || roll.hasPlace(user, position.get()))
                && (arm.isEmpty() || roll.arm(user, hasChallenger) == arm.get());
    }

    /** The places of a population among which they are. */
    Population.Range places(Population population) {
        return prefix.isEmpty() ? new Population.Range(0, population.header().users()) : population.withPrefix(prefix);
    }
}
