package io.perennial.features.profile;

import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.FeatureCatalogue;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The health of a user in the seven dimensions, 0 (gone) to 100 (as well as can be).
 *
 * <p>A dimension without data is absent, never 0. The overall health is the mean of those present.
 *
 * @param scores the dimensions that have data
 */
public record Health(Map<Dimension, Double> scores) {

    private static final int SILENCE = FeatureCatalogue.index("silence_days");

    public Health {
        scores = Collections.unmodifiableMap(copy(scores));
    }

    private static Map<Dimension, Double> copy(Map<Dimension, Double> scores) {
        Map<Dimension, Double> copy = new EnumMap<>(Dimension.class);
        copy.putAll(scores);
        return copy;
    }

    /** The health of a user with this feature vector; of a user who was never active nothing is known. */
    public static Health of(double[] vector) {
        Map<Dimension, Double> scores = new EnumMap<>(Dimension.class);
        if (!Double.isNaN(vector[SILENCE])) {
            Arrays.stream(Dimension.values()).forEach(dimension -> DimensionFormula.score(dimension, vector)
                    .ifPresent(score -> scores.put(dimension, score)));
        }
        return new Health(scores);
    }

    /** The score of a dimension, or empty where it has no data. */
    public OptionalDouble score(Dimension dimension) {
        Double score = scores.get(dimension);
        return score == null ? OptionalDouble.empty() : OptionalDouble.of(score);
    }

    /** The mean over the dimensions with data, or empty where there is none. */
    public OptionalDouble overall() {
        return scores.values().stream().mapToDouble(Double::doubleValue).average();
    }
}
