package io.perennial.http.survey;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a user would be worth if retained, beside the eligible users of the same population. */
public enum Tier {
    /** No value is known. */
    NONE(Double.NaN),
    /** The lower two fifths. */
    LOW(0.4),
    /** The next three tenths. */
    MIDDLE(0.7),
    /** The next fifth. */
    HIGH(0.9),
    /** The tenth worth most. */
    TOP(1);

    private static final List<Tier> ALL = List.of(values());

    private final double upTo;

    Tier(double upTo) {
        this.upTo = upTo;
    }

    /** The name in queries. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where the tiers of values end: the largest value of each but the top one. Leaves the values sorted. */
    static double[] ends(double... values) {
        Arrays.sort(values);
        double[] ends = new double[ALL.size() - 2];
        for (int i = 0; i < ends.length; i++) {
            int last = (int) Math.ceil(ALL.get(i + 1).upTo * values.length) - 1;
            ends[i] = values.length == 0 ? Double.NaN : values[Math.max(0, last)];
        }
        return ends;
    }

    /** The tier of a value. */
    static Tier of(double value, double... ends) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        int tier = ALL.indexOf(LOW);
        for (double end : ends) {
            tier += value > end ? 1 : 0;
        }
        return ALL.get(tier);
    }
}
