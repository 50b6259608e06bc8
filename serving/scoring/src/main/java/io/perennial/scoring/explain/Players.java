package io.perennial.scoring.explain;

import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.Feature;
import java.util.Arrays;
import java.util.List;

/** The seven dimensions as players of the game; bit i of a coalition is dimension i. */
final class Players {

    /** The players in order; context is none of them. */
    static final List<Dimension> ORDER = Arrays.stream(Dimension.values())
            .filter(dimension -> dimension != Dimension.CONTEXT)
            .toList();

    private Players() {}

    /** The place of a feature's dimension, or -1 for context. */
    static int place(Feature feature) {
        return ORDER.indexOf(feature.dimension());
    }
}
