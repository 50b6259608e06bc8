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

    /** Room for this many at first, where nobody knows how many there will be. */
    private static final int FIRST_NODES = 64;

    private final int[] roots;
    private final int[] column;
    private final double[] number;
    private final int[] child;
    private final boolean[] missingLeft;
    private final double[] cover;
    private final int width;
    private final int depth;
    private final Optional<ForestWalk> walk;

    /**
     * Trees that are laid out.
     *
     * @param layout kept, not copied
     * @param roots  where each tree begins
     */
    Forest(ForestLayout layout, int[] roots) {
        ForestLayout whole = layout.trimmed();
        this.roots = roots;
        this.column = whole.column();
        this.number = whole.number();
        this.child = whole.child();
        this.missingLeft = whole.missingLeft();
        this.cover = whole.cover();
        this.width = whole.width();
        this.depth = whole.depth();
        this.walk = ForestWalk.of(this);
    }

    /**
     * The trees laid out flat.
     *
     * @throws IllegalArgumentException where there is no tree, or more of them, deeper or larger than the form carries
     */
    public static Forest of(List<Tree> trees) {
        Shape.size(trees.size(), Limits.TREES, "number of trees");
        ForestLayout layout = new ForestLayout(FIRST_NODES);
        int[] roots = new int[trees.size()];
        for (int t = 0; t < roots.length; t++) {
            roots[t] = layout.reserve(1);
            layout.tree(trees.get(t), roots[t], 0);
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
        ForestLayout layout = new ForestLayout(nodeCount());
        for (int root : roots) {
            layout.tree(recovered(root, covers), layout.reserve(1), 0);
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
}
