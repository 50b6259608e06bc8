package io.perennial.features.profile;

import io.perennial.features.feature.FeatureCatalogue;
import java.util.List;
import java.util.OptionalDouble;

/** A feature read as 0 (gone) to 100 (as well as can be): what the fixed formulas of a profile are made of. */
@FunctionalInterface
interface Reading {

    /** NaN where the feature is missing. */
    double of(double[] vector);

    /** 0 at {@code zero}, 100 at {@code full}, straight between, flat beyond. */
    static Reading linear(String id, double zero, double full) {
        int column = FeatureCatalogue.index(id);
        return vector -> {
            double share = (vector[column] - zero) / (full - zero);
            return 100 * Math.min(1, Math.max(0, share));
        };
    }

    /** 0 at 0, 50 at {@code half}, nearing 100 as the value grows: for counts without a natural top. */
    static Reading filling(String id, double half) {
        int column = FeatureCatalogue.index(id);
        return vector -> 100 * vector[column] / (vector[column] + half);
    }

    /** 100 where the change is 0 or a gain, 0 where all is lost. */
    static Reading kept(String id) {
        return linear(id, -1, 0);
    }

    /** 50 where nothing changed, 0 where all is lost, 100 where it doubled or more. */
    static Reading gained(String id) {
        return linear(id, -1, 1);
    }

    /** The mean of what is known; empty where nothing is. */
    static OptionalDouble mean(List<Reading> readings, double[] vector) {
        return readings.stream()
                .mapToDouble(reading -> reading.of(vector))
                .filter(score -> !Double.isNaN(score))
                .average();
    }
}
