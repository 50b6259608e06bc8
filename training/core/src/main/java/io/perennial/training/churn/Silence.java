package io.perennial.training.churn;

import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureCatalogue;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns that say how long a user has been away: those that only ever speak for leaving. */
final class Silence {

    private static final Set<String> IDS = FeatureCatalogue.features().stream()
            .filter(feature ->
                    feature.dimension() == Dimension.SILENCE && feature.direction() == Feature.Direction.RISK)
            .map(Feature::id)
            .collect(Collectors.toSet());

    private Silence() {}

    /** For each column of a vector whether it says how long somebody has been away. */
    static boolean[] columns(List<String> featureIds) {
        boolean[] columns = new boolean[featureIds.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = IDS.contains(featureIds.get(i));
        }
        return columns;
    }
}
