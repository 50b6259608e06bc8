package io.perennial.scoring.counterfactual;

import io.perennial.scoring.graph.Forest;
import io.perennial.scoring.graph.Trees;

/** The least and the largest margin of a tree ensemble over ranges of its columns, each tree bounded by itself. */
final class TreeBounds {

    private final Trees trees;
    private final Forest forest;

    TreeBounds(Trees trees) {
        this.trees = trees;
        this.forest = trees.forest();
    }

    void of(Interval columns, Interval out) {
        double[] low = new double[columns.width()];
        double[] high = new double[columns.width()];
        trees.round(columns.low, low);
        trees.round(columns.high, high);
        double least = 0;
        double largest = 0;
        for (int tree = 0; tree < forest.treeCount(); tree++) {
            least += extreme(forest.root(tree), low, high, true);
            largest += extreme(forest.root(tree), low, high, false);
        }
        out.set(0, trees.combined(least), trees.combined(largest));
    }

    /** The least or the largest leaf that can be reached. */
    private double extreme(int from, double[] low, double[] high, boolean least) {
        int node = from;
        int child;
        while ((child = forest.child(node)) != 0) {
            boolean lowLeft = trees.goesLeft(node, low);
            if (lowLeft == trees.goesLeft(node, high)) {
                node = lowLeft ? child : child + 1;
            } else {
                double left = extreme(child, low, high, least);
                double right = extreme(child + 1, low, high, least);
                return least ? Math.min(left, right) : Math.max(left, right);
            }
        }
        return forest.number(node);
    }
}
