package io.perennial.scoring.graph;

/** The rule by which vectors of one width and vectors of width 1 meet column by column. */
final class Broadcast {

    private Broadcast() {}

    static int width(int[] widths, String what) {
        int widest = 1;
        for (int width : widths) {
            Shape.require(
                    width == 1 || widest == 1 || width == widest,
                    what + " reads vectors of widths " + widest + " and " + width + "; they must be equal or 1");
            widest = Math.max(widest, width);
        }
        return widest;
    }

    static double at(double[] vector, int column) {
        return vector[vector.length == 1 ? 0 : column];
    }
}
