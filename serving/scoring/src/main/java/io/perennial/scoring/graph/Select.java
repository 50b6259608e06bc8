package io.perennial.scoring.graph;

/**
 * Columns of the concatenation of its inputs; with one column after another it joins vectors.
 *
 * @param inputs  the nodes whose vectors are laid end to end
 * @param columns positions in that long vector
 */
public record Select(Ints inputs, Ints columns) implements Node {

    public Select {
        Shape.nodes(inputs, "select");
        Shape.size(columns.size(), Limits.WIDTH, "number of selected columns");
    }

    /** Columns of one node. */
    public Select(int input, Ints columns) {
        this(Ints.of(input), columns);
    }

    @Override
    public Select reading(Ints nodes) {
        return new Select(nodes, columns);
    }

    @Override
    public int width(int[] widths) {
        int total = 0;
        for (int width : widths) {
            total = Math.addExact(total, width);
        }
        for (int i = 0; i < columns.size(); i++) {
            Shape.column(columns.get(i), total, "select");
        }
        return columns.size();
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        int[] wanted = columns.shared();
        for (int i = 0; i < wanted.length; i++) {
            out[i] = at(in, wanted[i]);
        }
    }

    private static double at(double[][] in, int column) {
        int left = column;
        int vector = 0;
        while (left >= in[vector].length) {
            left -= in[vector++].length;
        }
        return in[vector][left];
    }
}
