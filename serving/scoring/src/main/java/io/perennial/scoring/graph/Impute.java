package io.perennial.scoring.graph;

/**
 * Missing values filled, with flags that say which were missing.
 *
 * <p>Gives the input with every NaN replaced by its column's fill, followed by one column for each flagged one: 1
 * where it was missing, else 0.
 *
 * @param input the node read
 * @param fill  value for each column
 * @param flags columns whose being missing is itself a feature, ascending
 */
public record Impute(int input, Doubles fill, Ints flags) implements Node {

    public Impute {
        Shape.node(input);
        Shape.size(fill.size(), Limits.WIDTH, "width of impute");
        for (int i = 0; i < flags.size(); i++) {
            Shape.column(flags.get(i), fill.size(), "impute");
            Shape.require(i == 0 || flags.get(i) > flags.get(i - 1), "flags of impute are not ascending");
        }
    }

    @Override
    public Ints inputs() {
        return Ints.of(input);
    }

    @Override
    public Impute reading(Ints nodes) {
        return new Impute(nodes.get(0), fill, flags);
    }

    @Override
    public int width(int[] widths) {
        Shape.same(fill.size(), widths[0], "impute");
        return fill.size() + flags.size();
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        double[] fills = fill.shared();
        for (int i = 0; i < fills.length; i++) {
            out[i] = Double.isNaN(in[0][i]) ? fills[i] : in[0][i];
        }
        int[] flagged = flags.shared();
        for (int i = 0; i < flagged.length; i++) {
            out[fills.length + i] = Double.isNaN(in[0][flagged[i]]) ? 1 : 0;
        }
    }
}
