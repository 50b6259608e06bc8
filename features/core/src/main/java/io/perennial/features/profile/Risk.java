package io.perennial.features.profile;

import java.util.Locale;
import java.util.Optional;

/** The three colours of an alarm, by which a list is filtered, and {@link #NONE} for users without a churn probability. */
public enum Risk {
    /** No score: the user never did anything. */
    NONE,
    GREEN,
    AMBER,
    RED;

    /** Whether an alarm rings for a user: amber or red. */
    public boolean isRaised() {
        return this == AMBER || this == RED;
    }

    /** The name in JSON and queries: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The risk of this id, or empty where none is called so. */
    public static Optional<Risk> of(String id) {
        for (Risk risk : values()) {
            if (risk.id().equals(id)) {
                return Optional.of(risk);
            }
        }
        return Optional.empty();
    }

    /** The colour of the grade of a churn probability; {@link #NONE} for NaN. */
    public static Risk of(double churnProbability, ChurnGrade.Thresholds grades) {
        return Double.isNaN(churnProbability)
                ? NONE
                : ChurnGrade.of(churnProbability, grades).risk();
    }
}
