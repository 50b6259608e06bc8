package io.perennial.scoring.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Decision trees in flat arrays: the two children of a node lie side by side, so one index finds both.
 *
 * <p>Node {@code i} is a leaf where {@code child(i) == 0}; else its children are {@code child(i)} (yes) and
 * {@code child(i) + 1} (no). Immutable; equal when equal bit for bit.
 */
public final class Forest {

    private final int[] roots;
    private final int[] column;
    private final double[] number;
    private final int[] child;
    private final boolean[] missingLeft;
    private final double[] cover;
    private final int width;
    private final int depth;
    private final Optional<ForestWalk> walk;

    private Forest(Layout layout, int[] roots) {
        this.roots = roots;
        this.column = Arrays.copyOf(layout.column, layout.size);
        this.number = Arrays.copyOf(layout.number, layout.size);
        this.child = Arrays.copyOf(layout.child, layout.size);
        this.missingLeft = Arrays.copyOf(layout.missingLeft, layout.size);
        this.cover = Arrays.copyOf(layout.cover, layout.size);
        this.width = layout.width;
        this.depth = layout.depth;
        this.walk = ForestWalk.of(this);
    }

    /**
     * The trees laid out flat.
     *
     * @throws IllegalArgumentException where there is no tree, or more of them, deeper or larger than the form carries
     */
    public static Forest of(List<Tree> trees) {
        Shape.size(trees.size(), Limits.TREES, "number of trees");
        Layout layout = new Layout();
        int[] roots = new int[trees.size()];
        for (int t = 0; t < roots.length; t++) {
            roots[t] = layout.reserve(1);
            layout.place(trees.get(t), roots[t], 0);
        }
        return new Forest(layout, roots);
    }

    /** The trees as they were given. */
    public List<Tree> trees() {
        List<Tree> trees = new ArrayList<>(roots.length);
        for (int root : roots) {
            trees.add(tree(root));
        }
        return trees;
    }

    private Tree tree(int node) {
        if (child[node] == 0) {
            return new Tree.Leaf(number[node], cover[node]);
        }
        return new Tree.Split(
                column[node], number[node], missingLeft[node], cover[node], tree(child[node]), tree(child[node] + 1));
    }

    public int treeCount() {
        return roots.length;
    }

    /** Nodes of all trees, leaves counted. */
    public int nodeCount() {
        return child.length;
    }

    /** The longest way from a root to a leaf, in questions. */
    public int depth() {
        return depth;
    }

    /** One more than the largest column any tree asks about; 0 where every tree is a leaf. */
    public int width() {
        return width;
    }

    public int root(int tree) {
        return roots[tree];
    }

    /** The yes child of a node, the no child lies right after it; 0 for a leaf. */
    public int child(int node) {
        return child[node];
    }

    /** The column a split asks about; 0 for a leaf. */
    public int column(int node) {
        return column[node];
    }

    /** A split's threshold, a leaf's value. */
    public double number(int node) {
        return number[node];
    }

    public boolean missingLeft(int node) {
        return missingLeft[node];
    }

    /** Training weight that reached a node, positive. */
    public double cover(int node) {
        return cover[node];
    }

    /** Share of a split's training weight that went to its yes child, by its children's covers: in (0, 1). */
    public double yesShare(int node) {
        double yes = cover[child[node]];
        return yes / (yes + cover[child[node] + 1]);
    }

    /** The layout that is walked fast; empty where a tree is too large for it. */
    Optional<ForestWalk> walk() {
        return walk;
    }

    /** The same trees with other covers, one for each node, positive. */
    Forest withCovers(double[] covers) {
        Layout layout = new Layout();
        for (int root : roots) {
            layout.place(recovered(root, covers), layout.reserve(1), 0);
        }
        return new Forest(layout, roots);
    }

    private Tree recovered(int node, double[] covers) {
        if (child[node] == 0) {
            return new Tree.Leaf(number[node], covers[node]);
        }
        return new Tree.Split(
                column[node],
                number[node],
                missingLeft[node],
                covers[node],
                recovered(child[node], covers),
                recovered(child[node] + 1, covers));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Forest that
                && Arrays.equals(roots, that.roots)
                && Arrays.equals(column, that.column)
                && Arrays.equals(number, that.number)
                && Arrays.equals(child, that.child)
                && Arrays.equals(missingLeft, that.missingLeft)
                && Arrays.equals(cover, that.cover);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(child) + Arrays.hashCode(number);
    }

    @Override
    public String toString() {
        return roots.length + " trees, " + child.length + " nodes, depth " + depth;
    }

    /** Growing arrays while trees are laid out. */
    private static final class Layout {
        private int[] column = new int[64];
        private double[] number = new double[64];
        private int[] child = new int[64];
        private boolean[] missingLeft = new boolean[64];
        private double[] cover = new double[64];
        private int size;
        private int width;
        private int depth;

        int reserve(int nodes) {
            int first = size;
            size += nodes;
            Shape.require(size <= Limits.TREE_NODES, "trees have more than " + Limits.TREE_NODES + " nodes");
            if (size > child.length) {
                grow(Math.min(Limits.TREE_NODES, 2 * size));
            }
            return first;
        }

        private void grow(int capacity) {
            column = Arrays.copyOf(column, capacity);
            number = Arrays.copyOf(number, capacity);
            child = Arrays.copyOf(child, capacity);
            missingLeft = Arrays.copyOf(missingLeft, capacity);
            cover = Arrays.copyOf(cover, capacity);
        }

        void place(Tree tree, int at, int level) {
            Shape.require(level <= Limits.TREE_DEPTH, "a tree is deeper than " + Limits.TREE_DEPTH);
            depth = Math.max(depth, level);
            cover[at] = tree.cover();
            if (tree instanceof Tree.Split split) {
                place(split, at, level);
            } else if (tree instanceof Tree.Leaf leaf) {
                number[at] = leaf.value();
            }
        }

        private void place(Tree.Split split, int at, int level) {
            column[at] = split.column();
            number[at] = split.threshold();
            missingLeft[at] = split.missingLeft();
            width = Math.max(width, split.column() + 1);
            int yes = reserve(2);
            child[at] = yes;
            place(split.left(), yes, level + 1);
            place(split.right(), yes + 1, level + 1);
        }
    }
}
