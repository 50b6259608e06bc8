package io.perennial.scoring.explain;

import io.perennial.scoring.graph.Forest;
import io.perennial.scoring.graph.Trees;
import java.util.Arrays;

/**
 * Exact path-dependent TreeSHAP of a tree ensemble's margin, in doubles (Lundberg and others 2020, Nature Machine
 * Intelligence 2).
 *
 * <p>A leaf of value v is a game that multiplies over the distinct columns j on its path: {@code v prod_j (o_j in the
 * coalition, z_j outside)}, where {@code o_j} is 1 if the row passes every split on j, else 0, and {@code z_j} is the
 * product of the shares of training cover that pass. Its Shapley value is
 *
 * <pre>phi_i = v (o_i - z_i) integral over t in [0, 1] of prod_(j != i) (t o_j + (1 - t) z_j)</pre>
 *
 * a polynomial in t of a degree below the depth, which Gauss-Legendre points integrate exactly: all terms of a
 * product are positive, so nothing cancels, and one pass down and up each tree serves all columns. What a step
 * multiplies by rests on the row only in three ways ({@link Step}), so that it is a table of the model. Immutable, for
 * any number of threads.
 */
public final class TreeShap {

    /** A long path of small shares would round to a share of nothing, and that to a division by it. */
    private static final double LEAST_SHARE = 1e-200;

    /** A larger table is made step by step instead. */
    private static final long MOST_NUMBERS = 4L << 20;

    private final Trees trees;
    private final Forest forest;
    private final double[] points;
    private final double[] weights;
    private final double[] before;
    private final double[] after;
    private final double[] table;
    private final double expected;

    private static final int STEPS = Step.values().length;

    /** What a row makes of a step to a child, by the column that is asked. */
    private enum Step {
        /** It passed every split on the column, this one too. */
        PASSES(0),
        /** It passed every split on the column but this one. */
        FAILS(1),
        /** It failed one before. */
        FAILED(2);

        private final int place;

        Step(int place) {
            this.place = place;
        }
    }

    /** Explains the margin of these trees; makes what every row shares once. */
    public TreeShap(Trees trees) {
        this.trees = trees;
        this.forest = trees.forest();
        // A path of k columns needs degree k - 1, that is (k + 1) / 2 points.
        Quadrature quadrature = new Quadrature(Math.max(1, (forest.depth() + 1) / 2));
        this.points = quadrature.points;
        this.weights = quadrature.weights;
        this.before = new double[forest.nodeCount()];
        this.after = new double[forest.nodeCount()];
        double[] outside = new double[forest.width()];
        Arrays.fill(outside, 1);
        double sum = 0;
        for (int tree = 0; tree < forest.treeCount(); tree++) {
            sum += expected(forest.root(tree), outside);
        }
        this.expected = trees.combined(sum);
        this.table = table();
    }

    /**
     * Fills the shares of children and gives the cover-weighted mean below a node.
     *
     * @param outside for each column the share of cover that passes the splits on it so far
     */
    private double expected(int node, double[] outside) {
        int yes = forest.child(node);
        if (yes == 0) {
            return forest.number(node);
        }
        double share = forest.yesShare(node);
        return share * below(node, yes, share, outside) + (1 - share) * below(node, yes + 1, 1 - share, outside);
    }

    private double below(int node, int child, double share, double[] outside) {
        int column = forest.column(node);
        before[child] = outside[column];
        after[child] = Math.max(LEAST_SHARE, outside[column] * share);
        outside[column] = after[child];
        double mean = expected(child, outside);
        outside[column] = before[child];
        return mean;
    }

    /** For each child and each way to make its step what {@link #make} gives; empty where it would be too large. */
    private double[] table() {
        long numbers = (long) forest.nodeCount() * STEPS * 2 * points.length;
        if (numbers > MOST_NUMBERS) {
            return new double[0];
        }
        double[] made = new double[(int) numbers];
        for (int node = 0; node < forest.nodeCount(); node++) {
            for (Step step : Step.values()) {
                if (after[node] > 0) {
                    make(node, step, made, at(node, step));
                }
            }
        }
        return made;
    }

    private int at(int node, Step step) {
        return (node * STEPS + step.place) * 2 * points.length;
    }

    /** Writes what a step multiplies the product of a path by, then what the leaves below it give the column; by point. */
    private void make(int node, Step step, double[] into, int at) {
        double oldOne = step == Step.FAILED ? 0 : 1;
        double newOne = step == Step.PASSES ? 1 : 0;
        for (int q = 0; q < points.length; q++) {
            double old = points[q] * oldOne + (1 - points[q]) * before[node];
            double now = points[q] * newOne + (1 - points[q]) * after[node];
            into[at + q] = now / old;
            // A column asked about before was counted above, with its old factors, for these leaves too.
            into[at + points.length + q] = weights[q] * ((newOne - after[node]) / now - (oldOne - before[node]) / old);
        }
    }

    /** The margin with every column unknown: the baseline of the contributions. */
    public double baseline() {
        return expected;
    }

    /** Contribution of each column of a row to the margin; with the baseline they sum to it. */
    public double[] contributions(double[] row) {
        double[] rounded = new double[row.length];
        trees.round(row, rounded);
        Pass pass = new Pass(rounded);
        for (int tree = 0; tree < forest.treeCount(); tree++) {
            if (forest.child(forest.root(tree)) != 0) {
                pass.split(forest.root(tree), 0);
            }
        }
        if (trees.combine() == Trees.Combine.AVERAGE) {
            for (int column = 0; column < row.length; column++) {
                pass.phi[column] /= forest.treeCount();
            }
        }
        return pass.phi;
    }

    /** One row's way through all trees. */
    private final class Pass {

        private final int size = points.length;
        private final double[] row;
        private final double[] phi;
        private final boolean[] hasFailed;
        private final double[] product = new double[(forest.depth() + 1) * size];
        private final double[] below = new double[(forest.depth() + 1) * size];
        private final double[] made = new double[table.length > 0 ? 0 : 2 * (forest.depth() + 1) * size];

        Pass(double[] row) {
            this.row = row;
            this.phi = new double[row.length];
            this.hasFailed = new boolean[row.length];
            Arrays.fill(product, 0, size, 1);
        }

        /** Leaves in {@code below}, at the level, the sum over leaves under a split of value times product. */
        void split(int node, int level) {
            int yes = forest.child(node);
            int column = forest.column(node);
            boolean failed = hasFailed[column];
            int passing = trees.goesLeft(node, row) ? yes : yes + 1;
            Arrays.fill(below, level * size, (level + 1) * size, 0);
            double gain = branch(passing, level, failed ? Step.FAILED : Step.PASSES);
            hasFailed[column] = true;
            gain += branch(yes + yes + 1 - passing, level, failed ? Step.FAILED : Step.FAILS);
            hasFailed[column] = failed;
            phi[column] += gain;
        }

        /** What the column that was asked gains by the leaves under a child. */
        private double branch(int child, int level, Step step) {
            double[] steps = table;
            int from = at(child, step);
            if (table.length == 0) {
                steps = made;
                from = 2 * level * size;
                make(child, step, made, from);
            }
            return forest.child(child) == 0
                    ? leaf(forest.number(child), level * size, steps, from)
                    : below(child, level, steps, from);
        }

        private double leaf(double value, int at, double[] steps, int from) {
            double gain = 0;
            for (int q = 0; q < size; q++) {
                double leaf = value * (product[at + q] * steps[from + q]);
                below[at + q] += leaf;
                gain += leaf * steps[from + size + q];
            }
            return gain;
        }

        private double below(int node, int level, double[] steps, int from) {
            int at = level * size;
            int next = at + size;
            for (int q = 0; q < size; q++) {
                product[next + q] = product[at + q] * steps[from + q];
            }
            split(node, level + 1);
            double gain = 0;
            for (int q = 0; q < size; q++) {
                double leaves = below[next + q];
                below[at + q] += leaves;
                gain += leaves * steps[from + size + q];
            }
            return gain;
        }
    }
}
