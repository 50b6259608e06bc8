package io.perennial.scoring.graph;

/**
 * {@code 1 / (1 + exp(-(a x + b)))} of each column: a probability from a margin, or Platt scaling (Platt 1999).
 *
 * @param input the node read
 * @param a     slope
 * @param b     intercept
 */
public record Sigmoid(int input, double a, double b) implements Node {

    public Sigmoid {
        Shape.node(input);
        Shape.finite(a, "slope of sigmoid");
        Shape.finite(b, "intercept of sigmoid");
    }

    @Override
    public Ints inputs() {
        return Ints.of(input);
    }

    @Override
    public Sigmoid reading(Ints nodes) {
        return new Sigmoid(nodes.get(0), a, b);
    }

    @Override
    public int width(int[] widths) {
        return widths[0];
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = Activation.logistic(a * in[0][i] + b);
        }
    }
}
