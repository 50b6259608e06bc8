package io.perennial.scoring.graph;

/**
 * A tree ensemble: {@code base + sum} or {@code base + average} of the trees' values: one number.
 *
 * @param input      the node read
 * @param forest     the trees
 * @param comparison what a split asks
 * @param precision  what a column is rounded to before it is compared
 * @param base       the constant
 * @param combine    how the trees' values become one
 */
public record Trees(int input, Forest forest, Comparison comparison, Precision precision, double base, Combine combine)
        implements Node {

    /** The question of a split; yes goes left. */
    public enum Comparison {
        /** {@code x < threshold}: XGBoost. */
        LESS,
        /** {@code x <= threshold}: Tribuo, Spark. */
        LESS_OR_EQUAL
    }

    /** The precision in which a column is compared. */
    public enum Precision {
        /** Rounded to float first, as XGBoost holds its columns; every threshold is then a float. */
        FLOAT,
        DOUBLE
    }

    /** How the trees' values become one. */
    public enum Combine {
        SUM,
        AVERAGE
    }

    /** The least cover counted, so that no way through a tree is impossible. */
    private static final double LEAST_COVER = 0.5;

    public Trees {
        Shape.node(input);
        Shape.require(
                forest != null && comparison != null && precision != null && combine != null,
                "trees lack a forest, comparison, precision or combination");
        Shape.finite(base, "base of trees");
        if (precision == Precision.FLOAT) {
            requireFloats(forest);
        }
    }

    private static void requireFloats(Forest forest) {
        for (int i = 0; i < forest.nodeCount(); i++) {
            double number = forest.number(i);
            if (forest.child(i) != 0 && number != (float) number) {
                throw new IllegalArgumentException("threshold " + number + " of a float forest is not a float");
            }
        }
    }

    @Override
    public Ints inputs() {
        return Ints.of(input);
    }

    @Override
    public Trees reading(Ints nodes) {
        return new Trees(nodes.get(0), forest, comparison, precision, base, combine);
    }

    @Override
    public int width(int[] widths) {
        Shape.require(
                forest.width() <= widths[0],
                "trees ask about column " + (forest.width() - 1) + " of an input with " + widths[0]);
        return 1;
    }

    @Override
    public int scratch(int[] widths) {
        return Math.max(widths[0], forest.walk().map(ForestWalk::keys).orElse(0));
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        out[0] = combined(
                forest.walk().isPresent()
                        ? forest.walk().get().sum(in[0], comparison, precision, scratch)
                        : slowSum(in, scratch));
    }

    /** The sum question by question, for forests the fast walk can't hold. */
    private double slowSum(double[][] in, double[] scratch) {
        round(in[0], scratch);
        double sum = 0;
        for (int t = 0; t < forest.treeCount(); t++) {
            sum += forest.number(leaf(forest.root(t), scratch));
        }
        return sum;
    }

    /** The margin for a sum of leaf values. */
    public double combined(double sum) {
        return base + (combine == Combine.AVERAGE ? sum / forest.treeCount() : sum);
    }

    /** A row as splits see it, rounded where the ensemble compares floats. */
    public void round(double[] row, double[] into) {
        for (int i = 0; i < row.length; i++) {
            into[i] = precision == Precision.FLOAT ? (float) row[i] : row[i];
        }
    }

    /** Whether a rounded row goes to the yes child of a split. */
    public boolean goesLeft(int node, double[] rounded) {
        double x = rounded[forest.column(node)];
        if (Double.isNaN(x)) {
            return forest.missingLeft(node);
        }
        double threshold = forest.number(node);
        return comparison == Comparison.LESS ? x < threshold : x <= threshold;
    }

    private int leaf(int root, double[] rounded) {
        int node = root;
        while (forest.child(node) != 0) {
            node = forest.child(node) + (goesLeft(node, rounded) ? 0 : 1);
        }
        return node;
    }

    /**
     * The same trees with covers counted anew: the weight of the rows that reach each node, at least half a row.
     *
     * @param rows    vectors of the node read
     * @param weights one for each row, not negative
     */
    public Trees covered(double[][] rows, double[] weights) {
        double[] covers = new double[forest.nodeCount()];
        for (int r = 0; r < rows.length; r++) {
            double[] rounded = new double[rows[r].length];
            round(rows[r], rounded);
            for (int t = 0; t < forest.treeCount(); t++) {
                count(forest.root(t), rounded, weights[r], covers);
            }
        }
        for (int i = 0; i < covers.length; i++) {
            covers[i] = Math.max(LEAST_COVER, covers[i]);
        }
        return new Trees(input, forest.withCovers(covers), comparison, precision, base, combine);
    }

    private void count(int root, double[] rounded, double weight, double[] covers) {
        int node = root;
        covers[node] += weight;
        while (forest.child(node) != 0) {
            node = forest.child(node) + (goesLeft(node, rounded) ? 0 : 1);
            covers[node] += weight;
        }
    }
}
