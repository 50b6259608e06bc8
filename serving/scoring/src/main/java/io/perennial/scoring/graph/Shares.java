package io.perennial.scoring.graph;

/**
 * Each column over the sum of the first ones, so that those add up to 1; equal shares of 1 where that sum is not
 * positive. Splits a total over blocks of time.
 *
 * @param input a node of numbers, not negative
 * @param first how many columns, from the first, share the whole; the columns after them are measured by the same sum
 */
public record Shares(int input, int first) implements Node {

    public Shares {
        Shape.node(input);
        Shape.size(first, Limits.WIDTH, "sharing columns of shares");
    }

    @Override
    public Ints inputs() {
        return Ints.of(input);
    }

    @Override
    public Shares reading(Ints nodes) {
        return new Shares(nodes.get(0), first);
    }

    @Override
    public int width(int[] widths) {
        Shape.require(first <= widths[0], "shares splits over " + first + " columns, but reads only " + widths[0]);
        return widths[0];
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        double sum = 0;
        for (int j = 0; j < first; j++) {
            sum += in[0][j];
        }
        for (int j = 0; j < out.length; j++) {
            out[j] = sum > 0 ? in[0][j] / sum : 1.0 / first;
        }
    }
}
