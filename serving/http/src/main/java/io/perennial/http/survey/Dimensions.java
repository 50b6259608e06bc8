package io.perennial.http.survey;

import io.perennial.features.feature.Dimension;
import io.perennial.features.profile.Health;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Mean scores of eligible users in the seven dimensions, 0 to 100. */
public final class Dimensions {

    private final Map<Dimension, double[]> sums = new EnumMap<>(Dimension.class);

    Dimensions() {}

    void add(Health health) {
        for (Dimension dimension : Dimension.values()) {
            health.score(dimension).ifPresent(score -> {
                double[] sum = sums.computeIfAbsent(dimension, any -> new double[2]);
                sum[0] += score;
                sum[1]++;
            });
        }
    }

    /** The mean of a dimension; empty where the log says nothing of it. */
    public OptionalDouble mean(Dimension dimension) {
        double[] sum = sums.get(dimension);
        return sum == null ? OptionalDouble.empty() : OptionalDouble.of(sum[0] / sum[1]);
    }
}
