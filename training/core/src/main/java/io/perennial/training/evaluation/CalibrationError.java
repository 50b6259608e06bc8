package io.perennial.training.evaluation;

import java.util.Arrays;

/**
 * The mean absolute gap of predictions and outcomes over bins (ECE); NaN without any weight. It is not drawn: noise adds to
 * every bin's distance, so that what resampled users show lies above the figure itself. What noise alone gives is told
 * beside it in the place of an interval.
 */
@SuppressWarnings("ArrayRecordComponent") // Columns over rows, never compared.
record CalibrationError(EqualBins bins, double[] predicted, double[] actual) implements Statistic {

    @Override
    public double of(double[] weights) {
        double[] differences = bins.sums(i -> weights[i] * (predicted[i] - actual[i]));
        double total = Arrays.stream(weights).sum();
        return total == 0
                ? Double.NaN
                : Arrays.stream(differences).map(Math::abs).sum() / total;
    }

    @Override
    public Statistic drawn(double[] weights) {
        return any -> Double.NaN;
    }
}
