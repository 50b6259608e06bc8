package io.perennial.scoring.explain;

import java.util.Locale;

/**
 * What a reader should know before acting on a score.
 *
 * @param kind what kind of notice
 * @param en   in English
 * @param zh   in Chinese
 */
public record Notice(Kind kind, String en, String zh) {

    /** The kinds of notices. */
    public enum Kind {
        /** The interval of the churn probability holds the beginning of a grade: the grade may be another. */
        NEAR_THRESHOLD,
        /** Several features lie outside of what the model's population showed: the model extrapolates. */
        UNLIKE_TRAINING,
        /** Most of what could be known of the user is missing. */
        MOSTLY_MISSING,
        /** Columns of a table are missing in a row and hardly ever were in training: averages stand for them. */
        NEWLY_MISSING,
        /** A row of a table holds a category that training hardly ever had: it counts as missing. */
        UNKNOWN_VALUE;

        /** The id in JSON: lower case. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
