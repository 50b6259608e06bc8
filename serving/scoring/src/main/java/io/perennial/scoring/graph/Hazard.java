package io.perennial.scoring.graph;

/**
 * Cumulative probability of the event from discrete-time hazards: column j is {@code 1 - prod_(i <= j) (1 - h_i)}.
 *
 * @param input a node of hazards, one for each interval, earliest first; held to [0, 1]
 */
public record Hazard(int input) implements Node {

    public Hazard {
        Shape.node(input);
    }

    @Override
    public Ints inputs() {
        return Ints.of(input);
    }

    @Override
    public Hazard reading(Ints nodes) {
        return new Hazard(nodes.get(0));
    }

    @Override
    public int width(int[] widths) {
        return widths[0];
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        double survival = 1;
        for (int j = 0; j < out.length; j++) {
            survival *= 1 - Math.max(0, Math.min(1, in[0][j]));
            out[j] = 1 - survival;
        }
    }
}
