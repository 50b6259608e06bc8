package io.perennial.scoring.graph;

/**
 * One column a category: 1 for the category the column holds, all 0 for a missing or unknown one.
 *
 * @param input      the node read
 * @param column     its column with the category's code
 * @param categories the codes, ascending
 */
public record OneHot(int input, int column, Doubles categories) implements Node {

    public OneHot {
        Shape.node(input);
        Shape.size(categories.size(), Limits.KNOTS, "number of categories");
        Shape.require(categories.isAscending(), "categories of one-hot are not ascending");
    }

    @Override
    public Ints inputs() {
        return Ints.of(input);
    }

    @Override
    public OneHot reading(Ints nodes) {
        return new OneHot(nodes.get(0), column, categories);
    }

    @Override
    public int width(int[] widths) {
        Shape.column(column, widths[0], "one-hot");
        return categories.size();
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        double[] codes = categories.shared();
        for (int i = 0; i < codes.length; i++) {
            out[i] = in[0][column] == codes[i] ? 1 : 0;
        }
    }
}
