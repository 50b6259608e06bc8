package io.perennial.scoring.explain;

import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Verdict;
import java.util.stream.Collectors;

/**
 * No explanation, and why: better none than a wrong one.
 *
 * @param cause what kind of reason
 * @param words the reason, one English sentence
 */
public record Withheld(Cause cause, String words) implements ExplanationResult, ChangeResult {

    /** Why there is no explanation. */
    public enum Cause {
        /** There is no such score for this user. */
        NO_SCORE,
        /** The model was published without reference rows. */
        NO_REFERENCES,
        /** Two scores speak of different things, so that nothing can be said of their difference. */
        NOT_COMPARABLE,
        /** The parts do not add up to the score; the model or this build is broken. */
        SUM_FAILED
    }

    /** Said of a score that has no value of a target. */
    static Withheld noScore(Score score, Target target) {
        return new Withheld(
                Cause.NO_SCORE,
                "user " + score.user() + " has no " + target.output() + ": "
                        + score.verdicts().stream().map(Verdict::en).collect(Collectors.joining("; ")));
    }
}
