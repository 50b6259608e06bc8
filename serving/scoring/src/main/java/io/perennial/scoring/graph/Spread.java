package io.perennial.scoring.graph;

/**
 * One column a category: 1 for the category the column holds; a value that is missing, or none of them, is spread over
 * them by their shares, as somebody is of whom nothing is known.
 *
 * @param input      the node read
 * @param column     its column with the category's code
 * @param categories the codes, ascending
 * @param shares     for each code what it gets of a value that is none of them
 */
public record Spread(int input, int column, Doubles categories, Doubles shares) implements Node {

    public Spread {
        Shape.node(input);
        Shape.size(categories.size(), Limits.KNOTS, "number of categories");
        Shape.require(categories.isAscending(), "categories of spread are not ascending");
        Shape.require(
                categories.size() == shares.size(),
                "spread has " + categories.size() + " categories and " + shares.size() + " shares");
    }

    @Override
    public Ints inputs() {
        return Ints.of(input);
    }

    @Override
    public Spread reading(Ints nodes) {
        return new Spread(nodes.get(0), column, categories, shares);
    }

    @Override
    public int width(int[] widths) {
        Shape.column(column, widths[0], "spread");
        return categories.size();
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        double[] codes = categories.shared();
        boolean isKnown = false;
        for (int i = 0; i < codes.length; i++) {
            out[i] = in[0][column] == codes[i] ? 1 : 0;
            isKnown |= out[i] == 1;
        }
        if (!isKnown) {
            System.arraycopy(shares.shared(), 0, out, 0, codes.length);
        }
    }
}
