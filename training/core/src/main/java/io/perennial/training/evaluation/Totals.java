package io.perennial.training.evaluation;

import java.util.Arrays;

/** Columns of predicted amounts brought to the total that was seen. */
public final class Totals {

    private Totals() {}

    /** Actual over predicted total, the factor that makes the totals equal; 1 where either is nothing. */
    public static double level(double[] predicted, double[] actual, double[] weights) {
        double seen = 0;
        double said = 0;
        for (int i = 0; i < predicted.length; i++) {
            seen += weights[i] * actual[i];
            said += weights[i] * predicted[i];
        }
        return seen > 0 && said > 0 ? seen / said : 1;
    }

    /** Standard error of {@link #level} as a share of it, rows being of different users; NaN where there is none. */
    public static double levelError(double[] predicted, double[] actual, double[] weights) {
        double level = level(predicted, actual, weights);
        double squares = 0;
        double seen = 0;
        for (int i = 0; i < predicted.length; i++) {
            double off = weights[i] * (actual[i] - level * predicted[i]);
            squares += off * off;
            seen += weights[i] * actual[i];
        }
        return seen > 0 ? Math.sqrt(squares) / seen : Double.NaN;
    }

    /** Two columns multiplied, number by number. */
    public static double[] times(double[] a, double[] b) {
        double[] product = new double[a.length];
        Arrays.setAll(product, i -> a[i] * b[i]);
        return product;
    }

    /** A column multiplied by one number. */
    public static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values).map(value -> value * factor).toArray();
    }
}
