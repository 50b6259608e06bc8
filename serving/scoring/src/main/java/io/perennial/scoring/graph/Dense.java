package io.perennial.scoring.graph;

/**
 * A fully connected layer: {@code activation(bias[j] + sum_i in[i] weights[i x units + j])}.
 *
 * @param input      the node read
 * @param weights    input-major: all weights of input column 0, then of column 1, ...
 * @param bias       one for each unit; its size is the width
 * @param activation applied to each unit
 */
public record Dense(int input, Doubles weights, Doubles bias, Activation activation) implements Node {

    public Dense {
        Shape.node(input);
        Shape.size(bias.size(), Limits.WIDTH, "units of dense");
        Shape.size(weights.size(), Limits.WEIGHTS, "weights of dense");
        Shape.require(
                weights.size() % bias.size() == 0,
                "dense has " + weights.size() + " weights for " + bias.size() + " units, not a whole matrix");
        Shape.require(activation != null, "dense has no activation");
    }

    /** One activation on each column of a node of this width, nothing else. */
    public static Dense apply(int input, int width, Activation activation) {
        double[] identity = new double[width * width];
        for (int i = 0; i < width; i++) {
            identity[i * width + i] = 1;
        }
        return new Dense(input, Doubles.of(identity), Doubles.zeros(width), activation);
    }

    /** Whether each column of its vector depends on the column before it in the same place alone. */
    public boolean isColumnwise() {
        int units = bias.size();
        if (weights.size() != units * units) {
            return false;
        }
        for (int i = 0; i < weights.size(); i++) {
            if (i / units != i % units && weights.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Ints inputs() {
        return Ints.of(input);
    }

    @Override
    public Dense reading(Ints nodes) {
        return new Dense(nodes.get(0), weights, bias, activation);
    }

    @Override
    public int width(int[] widths) {
        Shape.same(weights.size() / bias.size(), widths[0], "dense");
        return bias.size();
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        int units = bias.size();
        System.arraycopy(bias.shared(), 0, out, 0, units);
        double[] matrix = weights.shared();
        for (int i = 0; i < in[0].length; i++) {
            double x = in[0][i];
            for (int j = 0; j < units; j++) {
                out[j] += x * matrix[i * units + j];
            }
        }
        for (int j = 0; j < units; j++) {
            out[j] = activation.of(out[j]);
        }
    }
}
