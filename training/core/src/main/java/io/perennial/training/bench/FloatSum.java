package io.perennial.training.bench;

import io.perennial.scoring.graph.Forest;
import io.perennial.scoring.graph.Trees;

/**
 * The margin of our trees added up as XGBoost adds them: in floats, tree after tree.
 *
 * <p>XGBoost rounds its sum after every tree, we don't: 300 trees differ by some 1e-6 for that alone. Added alike, the
 * sums of equal leaves are equal, and of other leaves they are not.
 */
final class FloatSum {

    private final Trees trees;

    FloatSum(Trees trees) {
        this.trees = trees;
    }

    float margin(double[] row) {
        double[] rounded = new double[row.length];
        trees.round(row, rounded);
        Forest forest = trees.forest();
        float sum = 0;
        for (int tree = 0; tree < forest.treeCount(); tree++) {
            int node = forest.root(tree);
            while (forest.child(node) != 0) {
                node = forest.child(node) + (trees.goesLeft(node, rounded) ? 0 : 1);
            }
            sum += (float) forest.number(node);
        }
        return sum;
    }
}
