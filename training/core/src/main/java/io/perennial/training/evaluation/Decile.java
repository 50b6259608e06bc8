package io.perennial.training.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * One tenth of the users in falling order of prediction.
 *
 * @param decile    1 for the highest predictions
 * @param rows      the number of rows
 * @param predicted weighted mean prediction
 * @param actual    weighted mean outcome
 */
public record Decile(int decile, int rows, double predicted, double actual) {

    /** The deciles, highest first; fewer where there are fewer rows. */
    public static List<Decile> of(double[] predicted, double[] actual, double[] weights) {
        List<CalibrationBin> bins = CalibrationBin.of(predicted, actual, weights, 10);
        List<Decile> deciles = new ArrayList<>();
        for (int i = bins.size() - 1; i >= 0; i--) {
            CalibrationBin bin = bins.get(i);
            deciles.add(new Decile(deciles.size() + 1, bin.rows(), bin.predicted(), bin.actual()));
        }
        return deciles;
    }
}
