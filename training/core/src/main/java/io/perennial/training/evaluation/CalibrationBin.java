package io.perennial.training.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
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

    /** Bins of equal count in order of prediction; fewer where there are fewer rows; ties keep the order of rows. */
    public static List<CalibrationBin> of(double[] predicted, double[] actual, double[] weights, int bins) {
        int[] order = IntStream.range(0, predicted.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> predicted[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int count = Math.min(bins, order.length);
        List<CalibrationBin> curve = new ArrayList<>();
        for (int bin = 0; bin < count; bin++) {
            int from = (int) ((long) order.length * bin / count);
            int to = (int) ((long) order.length * (bin + 1) / count);
            curve.add(bin(order, from, to, predicted, actual, weights));
        }
        return curve;
    }

    private static CalibrationBin bin(
            int[] order, int from, int to, double[] predicted, double[] actual, double[] weights) {
        double weight = 0;
        double p = 0;
        double y = 0;
        for (int i = from; i < to; i++) {
            weight += weights[order[i]];
            p += weights[order[i]] * predicted[order[i]];
            y += weights[order[i]] * actual[order[i]];
        }
        return new CalibrationBin(to - from, weight, p / weight, y / weight);
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
