package io.perennial.training.evaluation;

/**
 * How good predicted amounts are on rows whose outcome is known; amounts in major units.
 *
 * @param rows       the number of rows
 * @param meanActual weighted mean outcome
 * @param rmse       root of the weighted mean squared error; the gate, with the sum
 * @param mae        weighted mean absolute error; never judged alone, since "zero for everybody" can win it
 * @param spearman   weighted rank correlation, ties averaged; NaN where either side is constant
 * @param nGini      weighted gain of the ranking over that of the perfect one; NaN where all outcomes are equal
 * @param sumRatio   predicted total over actual total; NaN where the actual total is 0
 */
public record ValueMetrics(
        int rows, double meanActual, double rmse, double mae, double spearman, double nGini, double sumRatio) {

    /** Judges amounts; all arrays are of one length, which is not 0. */
    public static ValueMetrics of(double[] predicted, double[] actual, double[] weights) {
        RankOrder order = RankOrder.of(predicted);
        RankOrder perfect = RankOrder.of(actual);
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
                Statistics.spearman(order, perfect, weights),
                Statistics.normalizedGini(order, perfect, actual, weights),
                sumActual == 0 ? Double.NaN : sumPredicted / sumActual);
    }
}
