package io.perennial.scoring.explain;

import java.util.Locale;

/** The score that is explained. */
public enum Target {
    /** The calibrated churn probability, in [0, 1]. */
    CHURN("churn_probability", "probability", 5e-4),
    /** Expected value in the outcome window, major units. */
    LTV("ltv", "currency", 5e-3);

    private final String output;
    private final String unit;
    private final double leastReason;

    Target(String output, String unit, double leastReason) {
        this.output = output;
        this.unit = unit;
        this.leastReason = leastReason;
    }

    /** The id in paths and JSON: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column and the graph's output. */
    public String output() {
        return output;
    }

    /** The unit of score and contributions. */
    public String unit() {
        return unit;
    }

    /** The smallest contribution worth words: a smaller one would be said as 0. */
    double leastReason() {
        return leastReason;
    }
}
