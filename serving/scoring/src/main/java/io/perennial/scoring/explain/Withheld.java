package io.perennial.scoring.explain;

/**
 * No explanation, and why: better none than a wrong one.
 *
 * @param cause what kind of reason
 * @param words the reason, one English sentence
 */
public record Withheld(Cause cause, String words) implements ExplanationResult {

    /** Why there is no explanation. */
    public enum Cause {
        /** There is no such score for this user. */
        NO_SCORE,
        /** The model was published without reference rows. */
        NO_REFERENCES,
        /** The parts do not add up to the score; the model or this build is broken. */
        SUM_FAILED
    }
}
