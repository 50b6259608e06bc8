package io.perennial.scoring.explain;

import java.util.Locale;

/** The score that is explained. */
public enum Target {
    /** The calibrated churn probability, in [0, 1]. */
    CHURN("churn_probability", "probability"),
    /** Expected value in the outcome window, major units. */
    LTV("ltv", "currency");

    private final String output;
    private final String unit;

    Target(String output, String unit) {
        this.output = output;
        this.unit = unit;
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
}
