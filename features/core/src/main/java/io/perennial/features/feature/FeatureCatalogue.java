package io.perennial.features.feature;

import java.util.List;

/** All features, in the order of every vector. */
public final class FeatureCatalogue {

    /** Raised by any change of a formula, so that old models refuse the new meaning. */
    public static final int DEFINITION_VERSION = 1;

    private static final List<Feature> FEATURES = List.of();

    private FeatureCatalogue() {}

    /** The features, in the order of every vector. */
    public static List<Feature> features() {
        return FEATURES;
    }
}
