package io.perennial.scoring.explain;

import java.util.List;

/** The mean of some rows, feature by feature; missing where all of them are. */
final class Centre {

    private Centre() {}

    static double[] of(List<double[]> rows) {
        double[] centre = new double[rows.get(0).length];
        for (int i = 0; i < centre.length; i++) {
            int feature = i;
            centre[i] = rows.stream()
                    .mapToDouble(row -> row[feature])
                    .filter(value -> !Double.isNaN(value))
                    .average()
                    .orElse(Double.NaN);
        }
        return centre;
    }
}
