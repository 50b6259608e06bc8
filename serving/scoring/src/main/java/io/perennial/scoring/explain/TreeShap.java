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
 * product are positive, so nothing cancels, and one pass down and up each tree serves all columns. Immutable, for any
 * number of threads.
 */
public final class TreeShap {

    /** A long path of small shares would round to a share of nothing, and that to a division by it. */
    private static final double LEAST_SHARE = 1e-200;

    private final Trees trees;
    private final Forest forest;
    private final double[] points;
    private final double[] weights;
    private final double[] share;
    private final double expected;

    /** Explains the margin of these trees; makes what every row shares once. */
    public TreeShap(Trees trees) {
        this.trees = trees;
        this.forest = trees.forest();
        // A path of k columns needs degree k - 1, that is (k + 1) / 2 points.
        Quadrature quadrature = new Quadrature(Math.max(1, (forest.depth() + 1) / 2));
        this.points = quadrature.points;
        this.weights = quadrature.weights;
        this.share = new double[forest.nodeCount()];
        double sum = 0;
        for (int tree = 0; tree < forest.treeCount(); tree++) {
            sum += expected(forest.root(tree));
        }
        this.expected = trees.combined(sum);
    }

    /** Fills the share of each child and gives the cover-weighted mean below a node. */
    private double expected(int node) {
        int yes = forest.child(node);
        if (yes == 0) {
            return forest.number(node);
        }
        share[yes] = forest.yesShare(node);
        share[yes + 1] = 1 - share[yes];
        return share[yes] * expected(yes) + share[yes + 1] * expected(yes + 1);
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
            pass.tree(forest.root(tree));
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

        private final double[] row;
        private final double[] phi;
        private final double[] one;
        private final double[] zero;
        private final boolean[] onPath;
        private final double[][] product;
        private final double[][] below;
        private final double[][] perOld;
        private final double[][] perNew;

        Pass(double[] row) {
            this.row = row;
            this.phi = new double[row.length];
            this.one = new double[row.length];
            this.zero = new double[row.length];
            this.onPath = new boolean[row.length];
            this.product = new double[forest.depth() + 1][points.length];
            this.below = new double[forest.depth() + 1][points.length];
            this.perOld = new double[forest.depth() + 1][points.length];
            this.perNew = new double[forest.depth() + 1][points.length];
        }

        void tree(int root) {
            Arrays.fill(product[0], 1);
            visit(root, 0);
        }

        /** Leaves in {@code below[level]} the sum over leaves under the node of value times product. */
        private void visit(int node, int level) {
            double[] sums = below[level];
            int yes = forest.child(node);
            if (yes == 0) {
                for (int q = 0; q < points.length; q++) {
                    sums[q] = forest.number(node) * product[level][q];
                }
                return;
            }
            int column = forest.column(node);
            boolean left = trees.goesLeft(node, row);
            boolean before = onPath[column];
            double oldOne = before ? one[column] : 1;
            double oldZero = before ? zero[column] : 1;
            onPath[column] = true;
            for (int q = 0; q < points.length; q++) {
                sums[q] = 0;
                perOld[level][q] = 1 / (points[q] * oldOne + (1 - points[q]) * oldZero);
            }
            for (int side = 0; side < 2; side++) {
                boolean passes = side == 0 == left;
                branch(yes + side, level, column, passes ? oldOne : 0, oldOne, oldZero, before);
            }
            onPath[column] = before;
            one[column] = oldOne;
            zero[column] = oldZero;
        }

        private void branch(
                int child, int level, int column, double newOne, double oldOne, double oldZero, boolean before) {
            double newZero = Math.max(LEAST_SHARE, oldZero * share[child]);
            one[column] = newOne;
            zero[column] = newZero;
            double[] old = perOld[level];
            double[] now = perNew[level];
            for (int q = 0; q < points.length; q++) {
                double factor = points[q] * newOne + (1 - points[q]) * newZero;
                now[q] = 1 / factor;
                product[level + 1][q] = product[level][q] * factor * old[q];
            }
            visit(child, level + 1);
            double gained = newOne - newZero;
            // A column asked about before was counted above, with its old factors, for these leaves too.
            double counted = before ? oldOne - oldZero : 0;
            double gain = 0;
            for (int q = 0; q < points.length; q++) {
                double leaves = below[level + 1][q];
                below[level][q] += leaves;
                gain += weights[q] * leaves * (gained * now[q] - counted * old[q]);
            }
            phi[column] += gain;
        }
    }
}
