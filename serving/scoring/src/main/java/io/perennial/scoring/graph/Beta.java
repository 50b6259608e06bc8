package io.perennial.scoring.graph;

/**
 * Beta calibration of a probability (Kull, Silva Filho and Flach 2017, equation 3):
 * {@code logistic(a log p - b log(1 - p) + c)}.
 *
 * <p>{@code p} is held within {@link #EDGE} of 0 and 1, so that the curve is finite everywhere.
 *
 * @param input a node of probabilities
 * @param a     weight of {@code log p}, not negative
 * @param b     weight of {@code -log(1 - p)}, not negative
 * @param c     intercept
 */
public record Beta(int input, double a, double b, double c) implements Node {

    /** How near to 0 or 1 a probability may come. */
    public static final double EDGE = 1e-12;

    public Beta {
        Shape.node(input);
        Shape.finite(a, "a of beta");
        Shape.finite(b, "b of beta");
        Shape.finite(c, "c of beta");
        Shape.require(a >= 0 && b >= 0, "beta has a = " + a + ", b = " + b + "; a negative one would not be monotone");
    }

    @Override
    public Ints inputs() {
        return Ints.of(input);
    }

    @Override
    public Beta reading(Ints nodes) {
        return new Beta(nodes.get(0), a, b, c);
    }

    @Override
    public int width(int[] widths) {
        return widths[0];
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        for (int i = 0; i < out.length; i++) {
            double p = Math.max(EDGE, Math.min(1 - EDGE, in[0][i]));
            out[i] = Activation.logistic(a * StrictMath.log(p) - b * StrictMath.log1p(-p) + c);
        }
    }
}
