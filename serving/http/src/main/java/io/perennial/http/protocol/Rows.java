package io.perennial.http.protocol;

import java.util.List;

/**
 * Rows of a request, as numbers in the order of the model's columns.
 *
 * @param features  one vector a row, NaN for missing
 * @param sequences monthly blocks of each row; empty where the request brought none
 */
record Rows(List<double[]> features, List<double[]> sequences) {

    /** Rows without monthly blocks. */
    static Rows of(List<double[]> features) {
        return new Rows(features, List.of());
    }

    int count() {
        return features.size();
    }

    double[] features(int row) {
        return features.get(row);
    }

    /** The monthly blocks of a row, or null where there are none. */
    double[] sequence(int row) {
        return sequences.isEmpty() ? null : sequences.get(row);
    }
}
