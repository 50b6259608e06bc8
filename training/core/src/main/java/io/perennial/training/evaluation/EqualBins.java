package io.perennial.training.evaluation;

import java.util.function.IntToDoubleFunction;

/**
 * Bins of equal row count along a ranking, lowest score first; fewer where there are fewer rows. A group of ties at a
 * border gives each side its even part, so that the order of rows says nothing.
 */
public final class EqualBins {

    private final RankOrder order;
    private final int count;

    /** So many bins of a ranking. */
    public EqualBins(RankOrder order, int most) {
        this.order = order;
        this.count = Math.min(most, order.size());
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** The number of rows in a bin. */
    public int rows(int bin) {
        return start(bin + 1) - start(bin);
    }

    /** The sum of a column over each bin. */
    double[] sums(IntToDoubleFunction column) {
        double[] sums = new double[count];
        for (int group = 0, from = 0; group < order.groups(); from = order.end(group++)) {
            int to = order.end(group);
            double sum = 0;
            for (int rank = from; rank < to; rank++) {
                sum += column.applyAsDouble(order.row(rank));
            }
            for (int bin = binOf(from); bin < count && start(bin) < to; bin++) {
                int inside = inside(bin, from, to);
                sums[bin] += inside == to - from ? sum : sum * inside / (to - from);
            }
        }
        return sums;
    }

    /** How much of each row lies in a bin, by row: 1, nothing, or the even part of its group of ties. */
    public double[] shares(int bin) {
        double[] shares = new double[order.size()];
        for (int group = 0, from = 0; group < order.groups(); from = order.end(group++)) {
            int to = order.end(group);
            double share = (double) inside(bin, from, to) / (to - from);
            for (int rank = from; rank < to; rank++) {
                shares[order.row(rank)] = share;
            }
        }
        return shares;
    }

    private int inside(int bin, int from, int to) {
        return Math.max(0, Math.min(to, start(bin + 1)) - Math.max(from, start(bin)));
    }

    private int start(int bin) {
        return (int) ((long) order.size() * bin / count);
    }

    /** The last bin that starts at or before a rank. */
    private int binOf(int rank) {
        return (int) (((rank + 1L) * count - 1) / order.size());
    }
}
