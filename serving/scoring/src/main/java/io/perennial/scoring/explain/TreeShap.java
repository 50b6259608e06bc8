package io.perennial.scoring.explain;

import io.perennial.scoring.graph.Forest;
import io.perennial.scoring.graph.Trees;
import io.perennial.scoring.graph.Turn;
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
 * product are positive, so nothing cancels, and one pass down and up each tree serves all columns. Nodes lie in the order
 * of a way down, so that both passes are loops over flat arrays. Immutable, for any number of threads.
 */
public final class TreeShap {

    /** A long path of small shares would round to a share of nothing, and that to a division by it. */
    private static final double LEAST_SHARE = 1e-200;

    private static final int NEVER = -1;

    /** Points that are worked at together: their number is known to the compiler, which needs no loop for it. */
    private static final int LANES = 4;

    private final Trees trees;
    private final Forest forest;
    private final double[] points;
    private final double[] weights;
    /** For each point {@code (o - z) / (t o + (1 - t) z)} where o is 0, whatever z is. */
    private final double[] lost;

    private final int[] splits;
    private final int[] firstSplit;
    /** For each split the last node entered by a question about the same column; {@link #NEVER} where none was. */
    private final int[] earlier;
    /** For each node the {@code z} of the column asked to enter it, of all questions about it so far. */
    private final double[] outside;
    /** For each leaf its value, 1 for each split. */
    private final double[] value;

    private final int largest;
    private final double expected;

    /** Explains the margin of these trees; makes what every row shares once. */
    public TreeShap(Trees trees) {
        this.trees = trees;
        this.forest = trees.forest();
        // A path of k columns needs degree k - 1, that is (k + 1) / 2 points.
        Quadrature quadrature = new Quadrature(Math.max(1, (forest.depth() + 1) / 2));
        int lanes = (quadrature.points.length + LANES - 1) / LANES * LANES;
        this.points = Arrays.copyOf(quadrature.points, lanes);
        this.weights = Arrays.copyOf(quadrature.weights, lanes);
        this.lost = Arrays.stream(points).map(t -> -1 / (1 - t)).toArray();
        this.splits = new int[(forest.nodeCount() - forest.treeCount()) / 2];
        this.firstSplit = new int[forest.treeCount() + 1];
        this.earlier = new int[forest.nodeCount()];
        this.outside = new double[forest.nodeCount()];
        this.value = new double[forest.nodeCount()];
        int[] entered = new int[forest.width()];
        Arrays.fill(entered, NEVER);
        double sum = 0;
        int most = 0;
        for (int tree = 0; tree < forest.treeCount(); tree++) {
            firstSplit[tree + 1] = listSplits(tree);
            most = Math.max(most, end(tree) - forest.root(tree));
            sum += expected(forest.root(tree), entered);
            Turn.afterTree(tree);
        }
        this.largest = most;
        this.expected = trees.combined(sum);
    }

    /** The node after the last of a tree. */
    private int end(int tree) {
        return tree + 1 < forest.treeCount() ? forest.root(tree + 1) : forest.nodeCount();
    }

    /** Lists the splits of a tree, each before those below it; how many there are so far. */
    private int listSplits(int tree) {
        int count = firstSplit[tree];
        for (int node = forest.root(tree); node < end(tree); node++) {
            if (forest.child(node) != 0) {
                splits[count++] = node;
            }
            value[node] = forest.child(node) == 0 ? forest.number(node) : 1;
        }
        return count;
    }

    /** Fills what lies below a node and gives its cover-weighted mean. */
    private double expected(int node, int[] entered) {
        int yes = forest.child(node);
        if (yes == 0) {
            return forest.number(node);
        }
        int column = forest.column(node);
        int before = entered[column];
        earlier[node] = before;
        double mean = 0;
        for (int child = yes; child <= yes + 1; child++) {
            double share = child == yes ? forest.yesShare(node) : 1 - forest.yesShare(node);
            outside[child] = Math.max(LEAST_SHARE, before == NEVER ? share : outside[before] * share);
            entered[column] = child;
            mean += share * expected(child, entered);
        }
        entered[column] = before;
        return mean;
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
            pass.tree(tree);
            Turn.afterTree(tree);
        }
        if (trees.combine() == Trees.Combine.AVERAGE) {
            for (int column = 0; column < row.length; column++) {
                pass.phi[column] /= forest.treeCount();
            }
        }
        return pass.phi;
    }

    /** One row's way through all trees; its arrays hold a tree, for each node as many numbers as there are lanes. */
    private final class Pass {

        private final double[] row;
        private final double[] phi;
        /** The child of a split that the row goes to, 0 for yes and 1 for no. */
        private final int[] side = new int[largest];
        /** Whether the row passes all questions so far about the column asked to enter a node. */
        private final boolean[] passed = new boolean[largest];
        /** {@code t o + (1 - t) z} of the column asked to enter a node. */
        private final double[] factor = new double[largest * LANES];
        /** {@code (o - z) / factor}: how the column's part follows from the product. */
        private final double[] part = new double[largest * LANES];
        /** On the way down the product of a node's path, on the way up the sum over its leaves of value times product. */
        private final double[] product = new double[largest * LANES];

        Pass(double[] row) {
            this.row = row;
            this.phi = new double[row.length];
        }

        void tree(int tree) {
            int root = forest.root(tree);
            for (int s = firstSplit[tree]; s < firstSplit[tree + 1]; s++) {
                int split = splits[s];
                int yes = forest.child(split) - root;
                int taken = trees.goesLeft(split, row) ? 0 : 1;
                side[split - root] = taken;
                passed[yes + taken] = earlier[split] == NEVER || passed[earlier[split] - root];
                passed[yes + 1 - taken] = false;
            }
            for (int first = 0; first < points.length; first += LANES) {
                down(tree, root, first);
                up(tree, root, first);
            }
        }

        private void down(int tree, int root, int first) {
            Arrays.fill(product, 0, LANES, forest.child(root) == 0 ? 0 : 1);
            for (int s = firstSplit[tree]; s < firstSplit[tree + 1]; s++) {
                int split = splits[s];
                int above = (split - root) * LANES;
                if (earlier[split] != NEVER) {
                    int counted = (earlier[split] - root) * LANES;
                    for (int lane = 0; lane < LANES; lane++) {
                        product[above + lane] /= factor[counted + lane];
                    }
                }
                int yes = forest.child(split);
                int taken = yes + side[split - root];
                if (passed[taken - root]) {
                    pass(taken, root, above, first);
                } else {
                    fail(taken, root, above, first);
                }
                fail(2 * yes + 1 - taken, root, above, first);
            }
        }

        private void pass(int node, int root, int above, int first) {
            double z = outside[node];
            int at = (node - root) * LANES;
            for (int lane = 0; lane < LANES; lane++) {
                double t = points[first + lane];
                double now = t + (1 - t) * z;
                factor[at + lane] = now;
                part[at + lane] = (1 - z) / now;
                product[at + lane] = product[above + lane] * now * value[node];
            }
        }

        private void fail(int node, int root, int above, int first) {
            double z = outside[node];
            int at = (node - root) * LANES;
            for (int lane = 0; lane < LANES; lane++) {
                double now = (1 - points[first + lane]) * z;
                factor[at + lane] = now;
                part[at + lane] = lost[first + lane];
                product[at + lane] = product[above + lane] * now * value[node];
            }
        }

        private void up(int tree, int root, int first) {
            for (int s = firstSplit[tree + 1] - 1; s >= firstSplit[tree]; s--) {
                int split = splits[s];
                int at = (split - root) * LANES;
                int yes = (forest.child(split) - root) * LANES;
                int no = yes + LANES;
                double gain = 0;
                for (int lane = 0; lane < LANES; lane++) {
                    gain += weights[first + lane]
                            * (product[yes + lane] * part[yes + lane] + product[no + lane] * part[no + lane]);
                    product[at + lane] = product[yes + lane] + product[no + lane];
                }
                if (earlier[split] != NEVER) {
                    gain -= counted(at, (earlier[split] - root) * LANES, first);
                }
                phi[forest.column(split)] += gain;
            }
        }

        /** What a column was given above with its old factors, for the leaves of a split that asks about it again. */
        private double counted(int split, int above, int first) {
            double counted = 0;
            for (int lane = 0; lane < LANES; lane++) {
                counted += weights[first + lane] * product[split + lane] * part[above + lane];
            }
            return counted;
        }
    }
}
