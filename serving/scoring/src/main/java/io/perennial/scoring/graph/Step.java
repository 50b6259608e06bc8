package io.perennial.scoring.graph;

/**
 * A step function of one number, as isotonic regression gives: {@code values[number of knots at most x]}.
 *
 * @param input  a node of width 1; NaN stays NaN
 * @param knots  where it steps, ascending
 * @param values one more than knots
 */
public record Step(int input, Doubles knots, Doubles values) implements Node {

    public Step {
        Shape.node(input);
        Shape.size(values.size(), Limits.KNOTS, "values of step");
        Shape.require(knots.isAscending(), "knots of step are not ascending");
        Shape.require(
                values.size() == knots.size() + 1,
                "step has " + values.size() + " values for " + knots.size()
                        + " knots, needs one more value than knots");
    }

    @Override
    public Ints inputs() {
        return Ints.of(input);
    }

    @Override
    public Step reading(Ints nodes) {
        return new Step(nodes.get(0), knots, values);
    }

    @Override
    public int width(int[] widths) {
        Shape.same(1, widths[0], "step");
        return 1;
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        double x = in[0][0];
        out[0] = Double.isNaN(x) ? x : values.get(knots.countAtMost(x));
    }
}
