package io.perennial.scoring.graph;

/** A binary decision tree as trainers export it; {@link Forest} holds many of them flat. */
public sealed interface Tree permits Tree.Leaf, Tree.Split {

    /** How many training rows reached it, or their weight: positive. */
    double cover();

    /**
     * An end.
     *
     * @param value what the tree says there
     * @param cover training weight that reached it, positive
     */
    record Leaf(double value, double cover) implements Tree {

        public Leaf {
            Shape.finite(value, "value of a leaf");
            Shape.cover(cover);
        }
    }

    /**
     * A question about one column.
     *
     * @param column      column of the input
     * @param threshold   what the column is compared with, see {@link Trees.Comparison}
     * @param missingLeft whether a missing value goes left
     * @param cover       training weight that reached it, positive
     * @param left        where the answer is yes
     * @param right       where it is no
     */
    record Split(int column, double threshold, boolean missingLeft, double cover, Tree left, Tree right)
            implements Tree {

        public Split {
            Shape.require(column >= 0, "split reads a negative column");
            Shape.finite(threshold, "threshold of a split");
            Shape.cover(cover);
        }
    }
}
