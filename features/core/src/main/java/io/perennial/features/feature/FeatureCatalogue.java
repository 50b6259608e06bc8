package io.perennial.features.feature;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All features, in the order of every vector: dimension by dimension, context last. */
public final class FeatureCatalogue {

    /** Raised by any change of a formula or of what it reads, so that old models refuse the new meaning. */
    public static final int DEFINITION_VERSION = 2;

    private static final List<Feature> FEATURES = Stream.of(
                    SilenceFeatures.all(),
                    CoreFeatures.all(),
                    FrequencyFeatures.all(),
                    DepthFeatures.all(),
                    ValueFeatures.all(),
                    SocialFeatures.all(),
                    ResponseFeatures.all(),
                    ContextFeatures.all())
            .flatMap(List::stream)
            .toList();

    private static final Map<String, Integer> INDEX = index();

    private FeatureCatalogue() {}

    /** The features, in the order of every vector. */
    public static List<Feature> features() {
        return FEATURES;
    }

    /** The features of one group, in order. */
    public static List<Feature> of(Dimension dimension) {
        return FEATURES.stream()
                .filter(feature -> feature.dimension() == dimension)
                .toList();
    }

    /**
     * The place of a feature in every vector.
     *
     * @throws IllegalArgumentException where no feature has this id
     */
    public static int index(String id) {
        Integer index = INDEX.get(id);
        if (index == null) {
            throw new IllegalArgumentException(
                    "no feature is called '" + id + "'; `perennial features --list` prints all " + FEATURES.size());
        }
        return index;
    }

    private static Map<String, Integer> index() {
        Map<String, Integer> index = new LinkedHashMap<>();
        for (Feature feature : FEATURES) {
            if (index.put(feature.id(), index.size()) != null) {
                throw new IllegalStateException("two features are called '" + feature.id() + "'");
            }
        }
        return index;
    }
}
