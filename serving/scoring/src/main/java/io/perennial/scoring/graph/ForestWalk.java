package io.perennial.scoring.graph;

import java.util.Arrays;
import java.util.Optional;

/**
 * A forest laid out to be walked fast: every tree takes as many steps as it is deep, and no step branches.
 *
 * <p>A step goes right by the sign of {@code threshold - key}, which a processor need not guess. A key is the row's
 * number, or the next one above it where the question is {@code <}; each column has two of them, which differ where the
 * number is missing: one lies left of every threshold, one right. A leaf is a node that leads to itself. Immutable.
 */
final class ForestWalk {

    private static final int MOST_NODES = 1 << 16;
    private static final int MOST_COLUMNS = (1 << 15) - 1;
    /** In deeper trees most rows reach a leaf long before the last step. */
    private static final int MOST_STEPS = 16;

    private final int[] roots;
    private final int[] depths;
    private final int[] steps;
    private final double[] numbers;
    private final int columns;

    private ForestWalk(Forest forest) {
        this.columns = forest.width();
        this.roots = new int[forest.treeCount()];
        this.depths = new int[forest.treeCount()];
        this.steps = new int[forest.nodeCount()];
        this.numbers = new double[forest.nodeCount()];
        for (int t = 0; t < roots.length; t++) {
            roots[t] = forest.root(t);
            depths[t] = place(forest, roots[t], roots[t]);
            Turn.afterTree(t);
        }
    }

    /** The walk of a forest; empty where a tree or the row is too large for it, or a tree too deep. */
    static Optional<ForestWalk> of(Forest forest) {
        boolean isSmall = forest.width() <= MOST_COLUMNS && forest.depth() <= MOST_STEPS;
        for (int t = 0; t < forest.treeCount(); t++) {
            int end = t + 1 < forest.treeCount() ? forest.root(t + 1) : forest.nodeCount();
            isSmall &= end - forest.root(t) < MOST_NODES;
        }
        return isSmall ? Optional.of(new ForestWalk(forest)) : Optional.empty();
    }

    /** Places a node and those below it; how many steps they are deep. */
    private int place(Forest forest, int node, int root) {
        int child = forest.child(node);
        if (child == 0) {
            steps[node] = step(2 * columns, node - root);
            numbers[node] = forest.number(node);
            return 0;
        }
        steps[node] = step(2 * forest.column(node) + (forest.missingLeft(node) ? 0 : 1), child - root);
        // A zero without sign: 0.0 - 0.0 must not have one.
        numbers[node] = forest.number(node) + 0.0;
        return 1 + Math.max(place(forest, child, root), place(forest, child + 1, root));
    }

    private static int step(int key, int child) {
        return key << 16 | child;
    }

    /** Room for the keys of a row. */
    int keys() {
        return 2 * columns + 1;
    }

    /** Adds up the leaves a row falls into, tree by tree. */
    double sum(double[] row, Trees.Comparison comparison, Trees.Precision precision, double[] keys) {
        fill(row, comparison, precision, keys);
        double sum = 0;
        int t = 0;
        for (; t + 3 < roots.length; t += 4) {
            int one = roots[t];
            int two = roots[t + 1];
            int three = roots[t + 2];
            int four = roots[t + 3];
            int deepest = Math.max(Math.max(depths[t], depths[t + 1]), Math.max(depths[t + 2], depths[t + 3]));
            for (int left = deepest; left > 0; left--) {
                one = next(one, roots[t], keys);
                two = next(two, roots[t + 1], keys);
                three = next(three, roots[t + 2], keys);
                four = next(four, roots[t + 3], keys);
            }
            sum = sum + numbers[one] + numbers[two] + numbers[three] + numbers[four];
        }
        for (; t < roots.length; t++) {
            int node = roots[t];
            for (int left = depths[t]; left > 0; left--) {
                node = next(node, roots[t], keys);
            }
            sum += numbers[node];
        }
        return sum;
    }

    private int next(int node, int root, double[] keys) {
        int step = steps[node];
        double distance = numbers[node] - keys[step >>> 16];
        return root + (step & 0xffff) + (int) (Double.doubleToRawLongBits(distance) >>> 63);
    }

    private void fill(double[] row, Trees.Comparison comparison, Trees.Precision precision, double[] keys) {
        for (int i = 0; i < columns; i++) {
            double number = precision == Trees.Precision.FLOAT ? (float) row[i] : row[i];
            boolean isMissing = Double.isNaN(number);
            double key = comparison == Trees.Comparison.LESS ? Math.nextUp(number) : number;
            keys[2 * i] = isMissing ? Double.NEGATIVE_INFINITY : key;
            keys[2 * i + 1] = isMissing ? Double.POSITIVE_INFINITY : key;
        }
        keys[2 * columns] = Double.NEGATIVE_INFINITY;
    }

    @Override
    public String toString() {
        return roots.length + " trees, " + Arrays.stream(depths).max().orElse(0) + " steps at most";
    }
}
