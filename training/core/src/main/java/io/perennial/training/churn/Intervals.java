package io.perennial.training.churn;

import io.perennial.scoring.graph.Ints;
import java.util.stream.IntStream;

/**
 * The parts that an outcome window is cut into: sixths of about the same length, or days where there are fewer.
 *
 * @param ends the days of the window that have passed when each ends, ascending; the last is the horizon
 */
public record Intervals(Ints ends) {

    private static final int PARTS = 6;

    /** The parts of a window of so many days, at least 1. */
    public static Intervals of(int horizonDays) {
        int parts = Math.min(PARTS, horizonDays);
        return new Intervals(Ints.of(IntStream.rangeClosed(1, parts)
                .map(part -> (int) ((long) horizonDays * part / parts))
                .toArray()));
    }

    /** How many there are. */
    public int count() {
        return ends.size();
    }

    /** The length of the window in days. */
    public int horizonDays() {
        return ends.get(count() - 1);
    }

    /** The chances of being away by the end of each, where returns come at a constant rate and {@code p} is that of the last. */
    public double[] constantRate(double p) {
        return IntStream.of(ends.toArray())
                .mapToDouble(end -> StrictMath.pow(p, (double) end / horizonDays()))
                .toArray();
    }

    /**
     * The number of the interval that a day of the window lies in, from 0; {@link #count} for nobody's day.
     *
     * @param day days from the start of the window, less than the horizon; NaN where there is none
     */
    public int holding(double day) {
        int interval = 0;
        while (interval < count() && !(day < ends.get(interval))) {
            interval++;
        }
        return interval;
    }
}
