package io.perennial.scoring.graph;

/**
 * Expected spend on a purchase occasion (Fader and Hardie 2013, "The Gamma-Gamma Model of Monetary Value", equation
 * 5): {@code p (v + x m) / (p x + q - 1)} for {@code x} occasions of mean {@code m}.
 *
 * <p>Total: a missing or non-positive count or mean gives the population's mean {@code p v / (q - 1)}.
 *
 * @param input      the node read
 * @param occasions  its column with x
 * @param meanAmount its column with m, major units
 * @param p          shape of an amount, positive
 * @param q          shape of a user's rate, above 1 so that a mean exists
 * @param v          scale of a user's rate, positive
 */
public record GammaGamma(int input, int occasions, int meanAmount, double p, double q, double v) implements Node {

    public GammaGamma {
        Shape.node(input);
        Shape.require(p > 0 && Double.isFinite(p), "p of gamma-gamma is " + p + ", not positive");
        Shape.require(q > 1 && Double.isFinite(q), "q of gamma-gamma is " + q + ", not above 1");
        Shape.require(v > 0 && Double.isFinite(v), "v of gamma-gamma is " + v + ", not positive");
    }

    @Override
    public Ints inputs() {
        return Ints.of(input);
    }

    @Override
    public int width(int[] widths) {
        Shape.column(occasions, widths[0], "gamma-gamma");
        Shape.column(meanAmount, widths[0], "gamma-gamma");
        return 1;
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        double x = in[0][occasions];
        double m = in[0][meanAmount];
        boolean known = x > 0 && m > 0;
        out[0] = known ? p * (v + x * m) / (p * x + q - 1) : p * v / (q - 1);
    }
}
