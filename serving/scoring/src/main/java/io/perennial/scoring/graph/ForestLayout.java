package io.perennial.scoring.graph;

import java.util.Arrays;

/** The arrays of a {@link Forest} while its trees are laid out, node by node. One thread. */
final class ForestLayout {

    private int[] column;
    private double[] number;
    private int[] child;
    private boolean[] missingLeft;
    private double[] cover;
    private int size;
    private int width;
    private int depth;

    /** Room for so many nodes at first; it grows where there are more. */
    ForestLayout(int nodes) {
        column = new int[nodes];
        number = new double[nodes];
        child = new int[nodes];
        missingLeft = new boolean[nodes];
        cover = new double[nodes];
    }

    /** The first of so many nodes that lie side by side and are placed later. */
    int reserve(int nodes) {
        int first = size;
        size += nodes;
        Shape.require(size <= Limits.TREE_NODES, "trees have more than " + Limits.TREE_NODES + " nodes");
        if (size > child.length) {
            resize(Math.min(Limits.TREE_NODES, 2 * size));
        }
        return first;
    }

    private void resize(int capacity) {
        column = Arrays.copyOf(column, capacity);
        number = Arrays.copyOf(number, capacity);
        child = Arrays.copyOf(child, capacity);
        missingLeft = Arrays.copyOf(missingLeft, capacity);
        cover = Arrays.copyOf(cover, capacity);
    }

    /** Places a leaf so many questions below the root. */
    void leaf(int at, int level, double value, double weight) {
        Shape.finite(value, "value of a leaf");
        place(at, level, value, weight);
    }

    /** Places a split so many questions below the root; the place of its yes child, with that of the no child after it. */
    int split(int at, int level, int asked, double threshold, boolean isMissingLeft, double weight) {
        Shape.finite(threshold, "threshold of a split");
        place(at, level, threshold, weight);
        column[at] = asked;
        missingLeft[at] = isMissingLeft;
        width = Math.max(width, asked + 1);
        int yes = reserve(2);
        child[at] = yes;
        return yes;
    }

    private void place(int at, int level, double value, double weight) {
        Shape.require(level <= Limits.TREE_DEPTH, "a tree is deeper than " + Limits.TREE_DEPTH);
        Shape.cover(weight);
        depth = Math.max(depth, level);
        number[at] = value;
        cover[at] = weight;
    }

    /** Places a tree, its root where room is reserved for it. */
    void tree(Tree tree, int at, int level) {
        if (tree instanceof Tree.Split split) {
            int yes = split(at, level, split.column(), split.threshold(), split.missingLeft(), split.cover());
            tree(split.left(), yes, level + 1);
            tree(split.right(), yes + 1, level + 1);
        } else if (tree instanceof Tree.Leaf leaf) {
            leaf(at, level, leaf.value(), leaf.cover());
        }
    }

    /** Lets go of room that no node took. */
    ForestLayout trimmed() {
        if (size < child.length) {
            resize(size);
        }
        return this;
    }

    int[] column() {
        return column;
    }

    double[] number() {
        return number;
    }

    int[] child() {
        return child;
    }

    boolean[] missingLeft() {
        return missingLeft;
    }

    double[] cover() {
        return cover;
    }

    /** One more than the largest column that is asked about. */
    int width() {
        return width;
    }

    /** The longest way from a root to a leaf. */
    int depth() {
        return depth;
    }
}
