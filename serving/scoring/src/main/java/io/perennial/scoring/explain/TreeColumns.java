package io.perennial.scoring.explain;

import io.perennial.scoring.graph.Forest;
import io.perennial.scoring.graph.Trees;
import java.util.Arrays;

/** Which feature stands behind each column a tree ensemble asks about. */
final class TreeColumns {

    private static final int UNASKED = -1;

    private TreeColumns() {}

    /**
     * For each column up to the last one asked about its feature, or -1 where no split asks; empty where a split asks
     * about a column that is not of one feature.
     */
    static int[] features(Trees trees, Provenance provenance) {
        Forest forest = trees.forest();
        int[] features = new int[Math.max(1, forest.width())];
        Arrays.fill(features, UNASKED);
        for (int node = 0; node < forest.nodeCount(); node++) {
            if (forest.child(node) != 0) {
                int feature = provenance.feature(trees.input(), forest.column(node));
                if (feature == Provenance.MIXED) {
                    return new int[0];
                }
                features[forest.column(node)] = feature;
            }
        }
        return features;
    }
}
