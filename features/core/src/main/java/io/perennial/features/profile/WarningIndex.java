package io.perennial.features.profile;

import io.perennial.features.feature.FeatureCatalogue;
import java.util.stream.IntStream;

/**
 * The churn early-warning index of a user, and on how many behaviours it rests.
 *
 * @param value      100 x the calibrated churn probability, 0 to 100
 * @param observable behaviours of the index that have a value for this user
 * @param behaviours behaviours of the index
 */
public record WarningIndex(double value, int observable, int behaviours) {

    private static final int[] WARNING = IntStream.range(
                    0, FeatureCatalogue.features().size())
            .filter(i -> FeatureCatalogue.features().get(i).warning())
            .toArray();

    /** The index of a user with this calibrated churn probability and feature vector. */
    public static WarningIndex of(double churnProbability, double[] vector) {
        if (!(churnProbability >= 0 && churnProbability <= 1)) {
            throw new IllegalArgumentException("churn probability " + churnProbability + " is outside [0, 1]");
        }
        int observable = (int)
                IntStream.of(WARNING).filter(i -> !Double.isNaN(vector[i])).count();
        return new WarningIndex(100 * churnProbability, observable, WARNING.length);
    }
}
