package io.perennial.features.profile;

import io.perennial.features.feature.FeatureCatalogue;
import java.util.Arrays;

/** Feature vectors of which a test says only what matters to it; the rest is missing. */
final class Vectors {

    private Vectors() {}

    static double[] missing() {
        double[] vector = new double[FeatureCatalogue.features().size()];
        Arrays.fill(vector, Double.NaN);
        return vector;
    }

    /** A vector with values by id, written as {@code "silence_days 3; tenure_days 100"}. */
    static double[] of(String values) {
        double[] vector = missing();
        for (String value : values.split(";", -1)) {
            String[] part = value.strip().split(" ", 2);
            vector[FeatureCatalogue.index(part[0])] = Double.parseDouble(part[1]);
        }
        return vector;
    }
}
