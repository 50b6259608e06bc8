package io.perennial.training.tribuo;

import java.util.Arrays;

/**
 * What is known of each column of a block of rows: how many values, their bounds, mean and spread. Read row by row, as
 * the rows lie in memory; a column at a time costs as much as boosting the trees.
 */
final class ColumnMoments {

    private final int[] counts;
    private final double[] least;
    private final double[] most;
    private final double[] means;
    private final double[] squares;

    private ColumnMoments(int width) {
        counts = new int[width];
        least = new double[width];
        most = new double[width];
        means = new double[width];
        squares = new double[width];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
    }

    /** The moments of rows of one width, NaN for missing; at least one row. */
    static ColumnMoments of(double[][] rows) {
        ColumnMoments moments = new ColumnMoments(rows[0].length);
        for (double[] row : rows) {
            moments.add(row);
        }
        return moments;
    }

    /** Welford's update of mean and squares, which keeps its digits where a mean is far from zero. */
    private void add(double[] row) {
        for (int column = 0; column < row.length; column++) {
            double value = row[column];
            if (!Double.isNaN(value)) {
                counts[column]++;
                least[column] = Math.min(least[column], value);
                most[column] = Math.max(most[column], value);
                double off = value - means[column];
                means[column] += off / counts[column];
                squares[column] += off * (value - means[column]);
            }
        }
    }

    /** The number of values that are not missing. */
    int count(int column) {
        return counts[column];
    }

    /** The smallest value; infinite where there is none. */
    double least(int column) {
        return least[column];
    }

    /** The largest value; infinite where there is none. */
    double most(int column) {
        return most[column];
    }

    /** The mean value; 0 where there is none. */
    double mean(int column) {
        return means[column];
    }

    /** The sum of squared distances from the mean. */
    double squares(int column) {
        return squares[column];
    }
}
