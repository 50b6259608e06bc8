package io.perennial.features.profile;

import io.perennial.features.feature.FeatureCatalogue;
import java.util.Arrays;
import java.util.Random;

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

    /** A vector of any sizes, a quarter of it missing. */
    static double[] random(long seed) {
        Random random = new Random(seed);
        double[] vector = missing();
        for (int i = 0; i < vector.length; i++) {
            double size = Math.abs(random.nextGaussian()) * 50;
            boolean change = FeatureCatalogue.features().get(i).id().contains("change");
            vector[i] = random.nextInt(4) == 0 ? Double.NaN : change ? size - 1 : size;
        }
        return vector;
    }
}
