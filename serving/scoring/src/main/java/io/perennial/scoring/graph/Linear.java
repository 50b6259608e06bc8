package io.perennial.scoring.graph;

/**
 * {@code bias + sum(weight x column)}: one number.
 *
 * @param input   the node read
 * @param weights one for each column
 * @param bias    the constant
 */
public record Linear(int input, Doubles weights, double bias) implements Node {

    public Linear {
        Shape.node(input);
        Shape.size(weights.size(), Limits.WIDTH, "width of linear");
        Shape.finite(bias, "bias of linear");
    }

    @Override
    public Ints inputs() {
        return Ints.of(input);
    }

    @Override
    public Linear reading(Ints nodes) {
        return new Linear(nodes.get(0), weights, bias);
    }

    @Override
    public int width(int[] widths) {
        Shape.same(weights.size(), widths[0], "linear");
        return 1;
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        double[] factors = weights.shared();
        double sum = bias;
        for (int i = 0; i < factors.length; i++) {
            sum += factors[i] * in[0][i];
        }
        out[0] = sum;
    }
}
