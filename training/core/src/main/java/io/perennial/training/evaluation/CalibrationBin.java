package io.perennial.training.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One point of a calibration curve: rows of neighbouring predictions.
 *
 * @param rows      the number of rows
 * @param weight    their weight
 * @param predicted weighted mean prediction
 * @param actual    weighted mean outcome
 */
public record CalibrationBin(int rows, double weight, double predicted, double actual) {

    /** The {@link EqualBins} of predictions, lowest first. */
    public static List<CalibrationBin> of(double[] predicted, double[] actual, double[] weights, int bins) {
        EqualBins equal = new EqualBins(RankOrder.of(predicted), bins);
        double[] weight = equal.sums(i -> weights[i]);
        double[] p = equal.sums(i -> weights[i] * predicted[i]);
        double[] y = equal.sums(i -> weights[i] * actual[i]);
        return IntStream.range(0, equal.count())
                .mapToObj(bin ->
                        new CalibrationBin(equal.rows(bin), weight[bin], p[bin] / weight[bin], y[bin] / weight[bin]))
                .toList();
    }

    /** The expected calibration error: the weighted mean gap of prediction and outcome. */
    public static double error(List<CalibrationBin> curve) {
        double gap = 0;
        double weight = 0;
        for (CalibrationBin bin : curve) {
            gap += bin.weight * Math.abs(bin.predicted - bin.actual);
            weight += bin.weight;
        }
        return weight == 0 ? 0 : gap / weight;
    }
}
