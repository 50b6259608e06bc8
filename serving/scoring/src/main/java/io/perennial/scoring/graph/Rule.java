package io.perennial.scoring.graph;

import java.util.List;

/**
 * A table over cut columns, the form of a naive rule: "silent for 30 days", "visits down 30 % and spend down 25 %".
 *
 * <p>Each axis cuts its column into {@code cuts + 1} bins (bin i holds values with i cuts at most the value) and one
 * last bin for missing values. The table is row-major, the last axis fastest.
 *
 * @param input  the node read
 * @param axes   the columns and their cuts
 * @param values one number a cell, {@code prod(cuts + 2)} of them
 */
public record Rule(int input, List<Axis> axes, Doubles values) implements Node {

    /**
     * A column and where it is cut.
     *
     * @param column column of the input
     * @param cuts   ascending
     */
    public record Axis(int column, Doubles cuts) {

        public Axis {
            Shape.require(cuts.isAscending(), "cuts of rule are not ascending");
        }

        /** Number of bins, that of missing values counted. */
        public int bins() {
            return cuts.size() + 2;
        }

        private int bin(double x) {
            return Double.isNaN(x) ? cuts.size() + 1 : cuts.countAtMost(x);
        }
    }

    private static final int MOST_AXES = 8;

    public Rule {
        Shape.node(input);
        axes = List.copyOf(axes);
        Shape.size(axes.size(), MOST_AXES, "number of rule axes");
        Shape.size(values.size(), Limits.KNOTS, "cells of rule");
        long cells = 1;
        for (Axis axis : axes) {
            cells = Math.min(cells * axis.bins(), Integer.MAX_VALUE);
        }
        Shape.require(
                values.size() == cells, "rule has " + values.size() + " values, its axes make " + cells + " cells");
    }

    @Override
    public Ints inputs() {
        return Ints.of(input);
    }

    @Override
    public Rule reading(Ints nodes) {
        return new Rule(nodes.get(0), axes, values);
    }

    @Override
    public int width(int[] widths) {
        for (Axis axis : axes) {
            Shape.column(axis.column(), widths[0], "rule");
        }
        return 1;
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        int cell = 0;
        for (Axis axis : axes) {
            cell = cell * axis.bins() + axis.bin(in[0][axis.column()]);
        }
        out[0] = values.get(cell);
    }
}
