package io.perennial.scoring.graph;

/**
 * The product of its inputs column by column, each input as it is or as its complement {@code 1 - x}.
 *
 * <p>Inputs have one width, or width 1 and then count for every column.
 *
 * @param inputs     the nodes multiplied
 * @param complement for each input 1 to take {@code 1 - x}, 0 to take {@code x}
 */
public record Product(Ints inputs, Ints complement) implements Node {

    public Product {
        Shape.nodes(inputs, "product");
        Shape.require(
                inputs.size() == complement.size(),
                "product has " + inputs.size() + " inputs and " + complement.size() + " complement flags");
        for (int i = 0; i < complement.size(); i++) {
            Shape.require(
                    complement.get(i) == 0 || complement.get(i) == 1,
                    "complement flag " + i + " of product is " + complement.get(i) + ", not 0 or 1");
        }
    }

    @Override
    public Product reading(Ints nodes) {
        return new Product(nodes, complement);
    }

    @Override
    public int width(int[] widths) {
        return Broadcast.width(widths, "product");
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        for (int j = 0; j < out.length; j++) {
            double product = 1;
            for (int i = 0; i < in.length; i++) {
                double x = Broadcast.at(in[i], j);
                product *= complement.get(i) == 1 ? 1 - x : x;
            }
            out[j] = product;
        }
    }
}
