package io.perennial.http.quality;

import java.util.Comparator;
import java.util.Locale;

/**
 * How far what was seen of one number lies from its reference.
 *
 * @param id        feature, or {@link #CHURN} for the probabilities that were told
 * @param recorded  how many numbers are there
 * @param missing   how many are missing
 * @param stability population stability index against the reference, 0 where nothing moved; NaN where nothing can be
 *                  compared
 * @param isGone    whether every number is missing, and the reference has some
 */
public record Drift(String id, long recorded, long missing, double stability, boolean isGone) {

    /** The id of the churn probabilities. */
    public static final String CHURN = "churn_probability";

    /**
     * From so many values on an index is read. By tenths it is chi-squared of nine degrees of freedom over the number of
     * values, nearly. What is looked at is the largest of all features, so that this is what chance has to leave alone: of
     * 200 values it lifts one index above 0.1 in 2.4 % of cases, and the largest of 60 in three of four; of 320 it lifts one in
     * 0.03 %, and the largest of 120 in fewer than one of twenty.
     */
    public static final int ENOUGH = 320;

    /** What is gone first, then what moved most. */
    static final Comparator<Drift> MOST_MOVED = Comparator.comparingDouble(Drift::upwards);

    /** What can be told from chance first. */
    public static final Comparator<Drift> KNOWN_FIRST = Comparator.comparing(drift -> !drift.isKnown());

    /** An index above it asks for a look. */
    public static final double LOOK_ABOVE = 0.1;

    /** An index above it asks for learning anew. */
    public static final double LEARN_ABOVE = 0.25;

    /** What the usual rule of thumb makes of an index. */
    public enum Level {
        /** Nothing to compare. */
        UNKNOWN,
        /** Too few values to tell a move from chance. */
        FEW,
        /** At most {@value Drift#LOOK_ABOVE}. */
        STEADY,
        /** Every value is missing: look, a source may have broken, or the feature is a rare one. */
        GONE,
        /** Above {@value Drift#LOOK_ABOVE}: look. */
        MOVED,
        /** Above {@value Drift#LEARN_ABOVE}: learn anew. */
        FAR;

        /** The name among words, such as {@code steady}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private double upwards() {
        if (isGone) {
            return Double.NEGATIVE_INFINITY;
        }
        return Double.isNaN(stability) ? 0 : -stability;
    }

    /** Whether it can be told from chance. */
    public boolean isKnown() {
        return level() != Level.FEW && level() != Level.UNKNOWN;
    }

    /** What to make of the index. */
    public Level level() {
        if (isGone) {
            return missing < ENOUGH ? Level.FEW : Level.GONE;
        }
        if (Double.isNaN(stability)) {
            return Level.UNKNOWN;
        }
        if (recorded < ENOUGH) {
            return Level.FEW;
        }
        return stability > LEARN_ABOVE ? Level.FAR : stability > LOOK_ABOVE ? Level.MOVED : Level.STEADY;
    }
}
