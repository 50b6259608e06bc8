package io.perennial.scoring.registry;

/**
 * One measured figure of a model with its interval.
 *
 * @param value the figure; NaN where it can't be computed
 * @param low   lower end of the 90 % interval, NaN where unknown
 * @param high  upper end of the 90 % interval, NaN where unknown
 */
public record Metric(double value, double low, double high) {

    /** What the name of a figure begins with that is of the window learned on, a shorter one than is served. */
    public static final String LEARNED_WINDOW = "learned_window_";

    /** Standard errors that the 90 % interval of a normal estimate reaches to either side. */
    public static final double NORMAL_REACH = 1.6448536269514722;

    /** A figure without an interval. */
    public static Metric of(double value) {
        return new Metric(value, Double.NaN, Double.NaN);
    }
}
