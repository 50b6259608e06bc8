package io.perennial.scoring.population;

import java.util.Locale;
import java.util.Optional;

/** The three colours a list is filtered by, and {@link #NONE} for users without a churn probability. */
public enum Risk {
    /** No score: the user never did anything. */
    NONE,
    /** Below the amber threshold. */
    GREEN,
    /** From the amber threshold. */
    AMBER,
    /** From the red threshold. */
    RED;

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

    /**
     * Where the colours begin.
     *
     * @param amber least churn probability of amber
     * @param red   least churn probability of red, above amber
     */
    public record Thresholds(double amber, double red) {

        /** Amber from an even chance of half the way, red from an even chance: 0.25 and 0.5. */
        public static final Thresholds DEFAULT = new Thresholds(0.25, 0.5);

        public Thresholds {
            if (!(amber > 0 && amber < red && red < 1)) {
                throw new IllegalArgumentException(
                        "risk thresholds amber " + amber + " and red " + red + " are not 0 < amber < red < 1");
            }
        }

        /** The colour of a churn probability; {@link Risk#NONE} for NaN. */
        public Risk of(double churnProbability) {
            if (Double.isNaN(churnProbability)) {
                return NONE;
            }
            return churnProbability >= red ? RED : churnProbability >= amber ? AMBER : GREEN;
        }
    }
}
