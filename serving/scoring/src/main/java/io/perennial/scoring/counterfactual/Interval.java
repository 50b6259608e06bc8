package io.perennial.scoring.counterfactual;

import java.util.Arrays;

/** The least and the largest that each number of a vector can be; both NaN where it is missing. */
final class Interval {

    final double[] low;
    final double[] high;

    Interval(int width) {
        this.low = new double[width];
        this.high = new double[width];
    }

    int width() {
        return low.length;
    }

    /** Whether every number can be one value only. */
    boolean isPoint() {
        return Arrays.equals(low, high);
    }

    void set(int column, double value) {
        low[column] = value;
        high[column] = value;
    }

    void set(int column, double least, double largest) {
        low[column] = least;
        high[column] = largest;
    }

    /** Nothing is known. */
    void fill() {
        Arrays.fill(low, Double.NEGATIVE_INFINITY);
        Arrays.fill(high, Double.POSITIVE_INFINITY);
    }
}
