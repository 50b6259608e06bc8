package io.perennial.scoring.graph;

/**
 * A non-decreasing curve through knots: linear between them, flat outside. Maps a score to a bound or a quantile.
 *
 * @param input a node of width 1; NaN stays NaN
 * @param x     abscissae, ascending, at least one
 * @param y     ordinates, none smaller than the one before
 */
public record Quantile(int input, Doubles x, Doubles y) implements Node {

    public Quantile {
        Shape.node(input);
        Shape.size(x.size(), Limits.KNOTS, "knots of quantile");
        Shape.require(x.size() == y.size(), "quantile has " + x.size() + " abscissae and " + y.size() + " ordinates");
        Shape.require(x.isAscending(), "abscissae of quantile are not ascending");
        Shape.require(y.isNonDecreasing(), "ordinates of quantile decrease");
    }

    @Override
    public Ints inputs() {
        return Ints.of(input);
    }

    @Override
    public Quantile reading(Ints nodes) {
        return new Quantile(nodes.get(0), x, y);
    }

    @Override
    public int width(int[] widths) {
        Shape.same(1, widths[0], "quantile");
        return 1;
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        out[0] = Double.isNaN(in[0][0]) ? in[0][0] : at(in[0][0]);
    }

    private double at(double value) {
        int above = x.countAtMost(value);
        if (above == 0) {
            return y.get(0);
        }
        if (above == x.size()) {
            return y.get(above - 1);
        }
        double share = (value - x.get(above - 1)) / (x.get(above) - x.get(above - 1));
        // A convex combination, not y + share * difference: it can't leave [y0, y1] by rounding at the ends.
        return (1 - share) * y.get(above - 1) + share * y.get(above);
    }
}
