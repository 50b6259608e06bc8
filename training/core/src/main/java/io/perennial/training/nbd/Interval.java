package io.perennial.training.nbd;

import java.util.Arrays;

/** From where to where a number lies with probability {@link Uncertainty#LEVEL}; NaN where that is not known. */
public record Interval(double low, double high) {

    /** An interval of which nothing is known. */
    static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

    /** What the middle draws span. */
    static Interval of(double[] draws) {
        if (draws.length == 0) {
            return UNKNOWN;
        }
        double[] ascending = draws.clone();
        Arrays.sort(ascending);
        double tail = (1 - Uncertainty.LEVEL) / 2;
        int low = (int) Math.floor(tail * (draws.length - 1));
        return new Interval(ascending[low], ascending[draws.length - 1 - low]);
    }
}
