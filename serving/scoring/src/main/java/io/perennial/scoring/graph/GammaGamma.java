package io.perennial.scoring.graph;

/**
 * Expected spend on a purchase occasion of the user whose occasions and mean amount stand in two columns.
 *
 * <p>Total: a missing or zero count, or a missing mean, gives the mean over all users.
 *
 * @param input      the node read
 * @param occasions  its column with the number of occasions the mean is over
 * @param meanAmount its column with the mean amount, major units
 * @param model      the fitted model
 */
public record GammaGamma(int input, int occasions, int meanAmount, io.perennial.scoring.nbd.GammaGamma model)
        implements Node {

    public GammaGamma {
        Shape.node(input);
        Shape.require(model != null, "gamma-gamma lacks a model");
    }

    @Override
    public Ints inputs() {
        return Ints.of(input);
    }

    @Override
    public GammaGamma reading(Ints nodes) {
        return new GammaGamma(nodes.get(0), occasions, meanAmount, model);
    }

    @Override
    public int width(int[] widths) {
        Shape.column(occasions, widths[0], "gamma-gamma");
        Shape.column(meanAmount, widths[0], "gamma-gamma");
        return 1;
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        out[0] = model.expectedBasket(in[0][occasions], in[0][meanAmount]);
    }
}
