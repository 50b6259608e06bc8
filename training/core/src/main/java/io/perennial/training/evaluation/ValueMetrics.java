package io.perennial.training.evaluation;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/**
 * How good predicted amounts are on rows whose outcome is known; amounts in major units.
 *
 * @param rows       the number of rows
 * @param meanActual weighted mean outcome
 * @param rmse       root of the weighted mean squared error; the gate, with the sum
 * @param mae        weighted mean absolute error; never judged alone, since "zero for everybody" can win it
 * @param spearman   rank correlation, ties averaged; NaN where either side is constant
 * @param nGini      gain of the ranking over that of the perfect one; NaN where all outcomes are equal
 * @param sumRatio   predicted total over actual total; NaN where the actual total is 0
 */
public record ValueMetrics(
        int rows, double meanActual, double rmse, double mae, double spearman, double nGini, double sumRatio) {

    /** Judges amounts; all arrays are of one length, which is not 0. */
    public static ValueMetrics of(double[] predicted, double[] actual, double[] weights) {
        double total = 0;
        double squared = 0;
        double absolute = 0;
        double sumPredicted = 0;
        double sumActual = 0;
        for (int i = 0; i < predicted.length; i++) {
            double error = predicted[i] - actual[i];
            total += weights[i];
            squared += weights[i] * error * error;
            absolute += weights[i] * Math.abs(error);
            sumPredicted += weights[i] * predicted[i];
            sumActual += weights[i] * actual[i];
        }
        return new ValueMetrics(
                predicted.length,
                sumActual / total,
                Math.sqrt(squared / total),
                absolute / total,
                spearman(predicted, actual),
                normalizedGini(predicted, actual),
                sumActual == 0 ? Double.NaN : sumPredicted / sumActual);
    }

    /** The pinball loss of a predicted quantile, the proper score of quantiles. */
    public static double pinball(double level, double predicted, double actual) {
        double above = actual - predicted;
        return above >= 0 ? level * above : (level - 1) * above;
    }

    private static double spearman(double[] predicted, double[] actual) {
        return predicted.length < 2 ? Double.NaN : new SpearmansCorrelation().correlation(predicted, actual);
    }

    /**
     * The normalized Gini of a ranking: area between its Lorenz curve of captured outcome and the diagonal, over that
     * of the ranking by the outcome itself (Wang, Liu, Miao 2019, section 4). Tied predictions share their outcome
     * evenly, so that the order of rows says nothing.
     */
    static double normalizedGini(double[] predicted, double[] actual) {
        double best = gain(actual, actual);
        return best == 0 ? Double.NaN : gain(predicted, actual) / best;
    }

    private static double gain(double[] score, double[] actual) {
        int n = score.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -score[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double total = 0;
        for (double value : actual) {
            total += value;
        }
        double captured = 0;
        double area = 0;
        for (int from = 0; from < n; ) {
            int to = from;
            double tied = 0;
            while (to < n && score[order[to]] == score[order[from]]) {
                tied += actual[order[to++]];
            }
            area += (to - from) * captured + tied * (to - from + 1) / 2.0;
            captured += tied;
            from = to;
        }
        return total == 0 ? 0 : area / total - (n + 1) / 2.0;
    }
}
