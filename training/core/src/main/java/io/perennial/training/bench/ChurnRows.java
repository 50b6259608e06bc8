package io.perennial.training.bench;

import io.perennial.features.feature.FeatureCatalogue;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Rows and who churned. Where they are made up, they have the catalogue's width and are made of a few habits a row:
 * features of one habit go together, as those of real users do.
 */
final class ChurnRows {

    /** The number of features. */
    static final int WIDTH = FeatureCatalogue.features().size();

    private static final int HABITS = 7;

    /** One value in so many is missing. */
    private static final int MISSING = 33;

    private final double[][] features;
    private final float[] churned;

    /**
     * Rows that are known.
     *
     * @param features vectors of them, NaN for missing
     * @param churned  for each of them 1 or 0
     */
    ChurnRows(double[][] features, float[] churned) {
        this.features = features;
        this.churned = churned;
    }

    static ChurnRows of(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = new double[size][];
        float[] churned = new float[size];
        for (int i = 0; i < size; i++) {
            double[] habits = random.doubles(HABITS).toArray();
            rows[i] = row(habits, random);
            double margin = 3 * habits[0] * habits[1] - 2 * habits[2] + (habits[3] > 0.7 ? 1 : -0.3);
            churned[i] = random.nextDouble() < 1 / (1 + StrictMath.exp(-margin)) ? 1 : 0;
        }
        return new ChurnRows(rows, churned);
    }

    /** The same rows without the columns after the first so many. */
    ChurnRows narrowed(int width) {
        return new ChurnRows(
                Arrays.stream(features).map(row -> Arrays.copyOf(row, width)).toArray(double[][]::new), churned);
    }

    /** How many features a row has. */
    int width() {
        return features[0].length;
    }

    /** Feature vectors, NaN for missing. */
    double[][] features() {
        return features;
    }

    /** For each row 1 or 0. */
    float[] churned() {
        return churned;
    }

    /** Floats, as XGBoost holds its columns, so that both sides see the same row. */
    private static double[] row(double[] habits, SplittableRandom random) {
        double[] row = new double[WIDTH];
        for (int column = 0; column < WIDTH; column++) {
            float value = (float) (10 * (habits[column % HABITS] + 0.3 * random.nextDouble()));
            row[column] = random.nextInt(MISSING) == 0 ? Double.NaN : value;
        }
        return row;
    }

    /** A row as XGBoost takes it. */
    static float[] floats(double[] row) {
        float[] floats = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            floats[i] = (float) row[i];
        }
        return floats;
    }
}
