package io.perennial.features.profile;

import java.util.Locale;
import java.util.Optional;

/** The three colours of an alarm, of one user or of everybody, and {@link #NONE} where nothing can be said. */
public enum Risk {
    /** Nothing can be said: of a user, because there is no score, as the user never did anything. */
    NONE,
    GREEN,
    AMBER,
    RED;

    /** Whether an alarm rings: amber or red. */
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
