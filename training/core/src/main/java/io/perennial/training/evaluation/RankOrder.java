package io.perennial.training.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Rows in ascending order of a score, sorted once, so that ranks under many weightings cost one pass each. Tied scores
 * share their ranks evenly.
 */
public final class RankOrder {

    private final int[] order;
    private final int[] groupEnds;

    private RankOrder(int[] order, int[] groupEnds) {
        this.order = order;
        this.groupEnds = groupEnds;
    }

    /** The order of a score without missing values. */
    public static RankOrder of(double[] score) {
        int[] order = IntStream.range(0, score.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> score[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] ends = IntStream.range(1, order.length + 1)
                .filter(i -> i == order.length || score[order[i]] != score[order[i - 1]])
                .toArray();
        return new RankOrder(order, ends);
    }

    /** The number of rows. */
    int size() {
        return order.length;
    }

    /** The row of a rank, from 0 for the lowest score; tied rows in their own order. */
    int row(int rank) {
        return order[rank];
    }

    /** The number of groups of ties, a row without any being one of its own. */
    int groups() {
        return groupEnds.length;
    }

    /** The rank after the last of a group of ties. */
    int end(int group) {
        return groupEnds[group];
    }

    /**
     * The probability that a random row with outcome 1 ranks above one with outcome 0, ties half; NaN with one class.
     *
     * @param outcome 1 or 0
     */
    public double auc(double[] outcome, double[] weights) {
        double below = 0;
        double won = 0;
        double positives = 0;
        for (int g = 0, from = 0; g < groupEnds.length; from = groupEnds[g++]) {
            double positive = 0;
            double negative = 0;
            for (int i = from; i < groupEnds[g]; i++) {
                double weight = weights[order[i]];
                positive += weight * outcome[order[i]];
                negative += weight * (1 - outcome[order[i]]);
            }
            won += positive * (below + negative / 2);
            below += negative;
            positives += positive;
        }
        return positives == 0 || below == 0 ? Double.NaN : won / (positives * below);
    }

    /** The sum of a column from the highest score down to each group of ties. */
    double[] cumulated(double[] column) {
        double[] sums = new double[groupEnds.length];
        double sum = 0;
        for (int g = groupEnds.length - 1; g >= 0; g--) {
            for (int i = g == 0 ? 0 : groupEnds[g - 1]; i < groupEnds[g]; i++) {
                sum += column[order[i]];
            }
            sums[groupEnds.length - 1 - g] = sum;
        }
        return sums;
    }

    /** The weight of a group of ties, and of its outcome. */
    private record Tied(double count, double outcome) {}

    private Tied tied(int group, double[] outcome, double[] weights) {
        double count = 0;
        double tied = 0;
        for (int i = group == 0 ? 0 : groupEnds[group - 1]; i < groupEnds[group]; i++) {
            count += weights[order[i]];
            tied += weights[order[i]] * outcome[order[i]];
        }
        return new Tied(count, tied);
    }

    /** Area between the Lorenz curve of captured outcome, highest score first, and the diagonal, in rows. */
    double gain(double[] outcome, double[] weights) {
        double captured = 0;
        double area = 0;
        double counted = 0;
        for (int g = groupEnds.length - 1; g >= 0; g--) {
            Tied of = tied(g, outcome, weights);
            double count = of.count();
            double tied = of.outcome();
            area += count * captured + tied * (count + 1) / 2;
            captured += tied;
            counted += count;
        }
        return captured == 0 ? 0 : area / captured - (counted + 1) / 2;
    }

    /**
     * How much of an outcome lies in the highest scored share of rows; a group of ties at the border gives its even
     * part, so that the order of rows says nothing.
     *
     * @param share of the weight, in [0, 1]
     */
    public double captured(double[] outcome, double[] weights, double share) {
        double room = 0;
        for (double weight : weights) {
            room += weight * share;
        }
        double captured = 0;
        for (int g = groupEnds.length - 1; g >= 0 && room > 0; g--) {
            Tied of = tied(g, outcome, weights);
            double count = of.count();
            double tied = of.outcome();
            captured += count <= room ? tied : tied * room / count;
            room -= count;
        }
        return captured;
    }

    /**
     * How much of an outcome lies in each highest scored share, straight through every group of ties.
     *
     * @param shares   of the weight, ascending from 0
     * @param captured of the outcome, by share
     */
    @SuppressWarnings("ArrayRecordComponent") // Corners of a line, never compared.
    public record Curve(double[] shares, double[] captured) {

        /** What lies in a share; all of it from 1 on. */
        public double at(double share) {
            int found = Arrays.binarySearch(shares, share);
            int next = found < 0 ? -found - 1 : found;
            if (next == shares.length) {
                return captured[next - 1];
            }
            if (shares[next] == share) {
                return captured[next];
            }
            double way = (share - shares[next - 1]) / (shares[next] - shares[next - 1]);
            return captured[next - 1] + way * (captured[next] - captured[next - 1]);
        }
    }

    /** The curve of an outcome; without any weight it holds nothing. */
    public Curve curve(double[] outcome, double[] weights) {
        double total = Arrays.stream(weights).sum();
        int corners = total > 0 ? groupEnds.length + 1 : 1;
        double[] shares = new double[corners];
        double[] captured = new double[corners];
        double counted = 0;
        for (int corner = 1; corner < corners; corner++) {
            Tied of = tied(groupEnds.length - corner, outcome, weights);
            counted += of.count();
            shares[corner] = counted / total;
            captured[corner] = captured[corner - 1] + of.outcome();
        }
        return new Curve(shares, captured);
    }

    /** The weighted rank of each row, ties averaged. */
    double[] ranks(double[] weights) {
        double[] ranks = new double[order.length];
        double before = 0;
        for (int g = 0, from = 0; g < groupEnds.length; from = groupEnds[g++]) {
            double count = 0;
            for (int i = from; i < groupEnds[g]; i++) {
                count += weights[order[i]];
            }
            for (int i = from; i < groupEnds[g]; i++) {
                ranks[order[i]] = before + count / 2;
            }
            before += count;
        }
        return ranks;
    }
}
