package io.perennial.scoring.graph;

/**
 * {@code (x - mean) / sd} column by column.
 *
 * @param input the node read
 * @param mean  what is subtracted
 * @param sd    what divides; every one positive
 */
public record Scale(int input, Doubles mean, Doubles sd) implements Node {

    public Scale {
        Shape.node(input);
        Shape.size(mean.size(), Limits.WIDTH, "width of scale");
        Shape.require(
                mean.size() == sd.size(),
                "scale has " + mean.size() + " means and " + sd.size() + " standard deviations");
        for (int i = 0; i < sd.size(); i++) {
            Shape.require(
                    sd.get(i) > 0,
                    "standard deviation " + i + " of scale is " + sd.get(i) + ", not positive; drop a constant column");
        }
    }

    @Override
    public Ints inputs() {
        return Ints.of(input);
    }

    @Override
    public Scale reading(Ints nodes) {
        return new Scale(nodes.get(0), mean, sd);
    }

    @Override
    public int width(int[] widths) {
        Shape.same(mean.size(), widths[0], "scale");
        return mean.size();
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        double[] means = mean.shared();
        double[] deviations = sd.shared();
        for (int i = 0; i < means.length; i++) {
            out[i] = (in[0][i] - means[i]) / deviations[i];
        }
    }
}
