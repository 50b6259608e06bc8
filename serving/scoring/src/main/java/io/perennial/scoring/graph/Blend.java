package io.perennial.scoring.graph;

/**
 * {@code bias + sum(weight x input)} column by column. Inputs have one width, or width 1 and then count for every
 * column.
 *
 * @param inputs  the nodes blended
 * @param weights one for each input
 * @param bias    the constant
 */
public record Blend(Ints inputs, Doubles weights, double bias) implements Node {

    public Blend {
        Shape.nodes(inputs, "blend");
        Shape.require(
                inputs.size() == weights.size(),
                "blend has " + inputs.size() + " inputs and " + weights.size() + " weights");
        Shape.finite(bias, "bias of blend");
    }

    @Override
    public Blend reading(Ints nodes) {
        return new Blend(nodes, weights, bias);
    }

    @Override
    public int width(int[] widths) {
        return Broadcast.width(widths, "blend");
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        for (int j = 0; j < out.length; j++) {
            double sum = bias;
            for (int i = 0; i < in.length; i++) {
                sum += weights.get(i) * Broadcast.at(in[i], j);
            }
            out[j] = sum;
        }
    }
}
