package io.perennial.training.value;

import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Quantile;
import io.perennial.training.evaluation.ValueMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The 90 % prediction interval of one user's value, read off users of like predicted value that the model had not
 * seen: in each group the ranks of split conformal prediction (Lei et al. 2018, section 2.2), made monotone in the
 * prediction. It always holds the prediction itself.
 *
 * @param knots predicted values, ascending from 0
 * @param low   lower end at each knot, not negative
 * @param high  upper end at each knot
 */
public record ValueInterval(Doubles knots, Doubles low, Doubles high) {

    /** Probability left out on either side. */
    public static final double TAIL = 0.05;

    private static final int GROUPS = 12;
    private static final int LEAST_IN_GROUP = 40;

    /** Beyond the last group the upper end grows with the prediction up to so many times it. */
    private static final double REACH = 1e6;

    /** Learns the interval from predictions for users not seen and what they were worth. */
    public static ValueInterval of(double[] predicted, double[] actual) {
        Integer[] order = IntStream.range(0, predicted.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> predicted[i]));
        int groups = Math.max(1, Math.min(GROUPS, predicted.length / LEAST_IN_GROUP));
        List<double[]> knots = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            int from = (int) ((long) order.length * g / groups);
            int to = (int) ((long) order.length * (g + 1) / groups);
            if (to > from) {
                knots.add(knot(Arrays.copyOfRange(order, from, to), predicted, actual));
            }
        }
        return monotone(knots);
    }

    private static double[] knot(Integer[] members, double[] predicted, double[] actual) {
        double[] values =
                Arrays.stream(members).mapToDouble(i -> actual[i]).sorted().toArray();
        double centre =
                Arrays.stream(members).mapToDouble(i -> predicted[i]).average().orElse(0);
        int n = values.length;
        int lowRank = (int) Math.floor(TAIL * (n + 1));
        int highRank = (int) Math.ceil((1 - TAIL) * (n + 1));
        double low = lowRank < 1 ? 0 : values[lowRank - 1];
        double high = highRank > n ? values[n - 1] : values[highRank - 1];
        return new double[] {centre, Math.min(low, centre), Math.max(high, centre)};
    }

    private static ValueInterval monotone(List<double[]> groups) {
        List<double[]> knots = new ArrayList<>();
        knots.add(new double[] {0, 0, groups.isEmpty() ? 0 : groups.get(0)[2]});
        for (double[] group : groups) {
            double[] last = knots.get(knots.size() - 1);
            if (group[0] > last[0] * (1 + 1e-9) && group[0] > 1e-9) {
                knots.add(new double[] {group[0], Math.max(group[1], last[1]), Math.max(group[2], last[2])});
            } else {
                last[2] = Math.max(last[2], group[2]);
            }
        }
        double[] last = knots.get(knots.size() - 1);
        double far = Math.max(1, last[0]) * REACH;
        knots.add(new double[] {far, last[1], Math.max(far, last[2] * REACH)});
        return new ValueInterval(column(knots, 0), column(knots, 1), column(knots, 2));
    }

    private static Doubles column(List<double[]> knots, int column) {
        return Doubles.of(knots.stream().mapToDouble(knot -> knot[column]).toArray());
    }

    /** From nothing to far beyond any prediction: nothing is known. */
    static ValueInterval unknown() {
        return new ValueInterval(Doubles.of(0, REACH), Doubles.of(0, 0), Doubles.of(REACH, REACH * REACH));
    }

    /** The same interval with all money multiplied. */
    ValueInterval times(double factor) {
        return new ValueInterval(times(knots, factor), times(low, factor), times(high, factor));
    }

    private static Doubles times(Doubles values, double factor) {
        return Doubles.of(
                Arrays.stream(values.toArray()).map(value -> value * factor).toArray());
    }

    /** How the interval does on other users: the share it holds, and the pinball losses of its two ends. */
    public Coverage coverage(double[] predicted, double[] actual) {
        double[] ends = new double[1];
        double held = 0;
        double pinballLow = 0;
        double pinballHigh = 0;
        for (int i = 0; i < predicted.length; i++) {
            double[][] in = {{predicted[i]}};
            lowNode(0).evaluate(in, new double[0], ends);
            double bottom = ends[0];
            highNode(0).evaluate(in, new double[0], ends);
            held += actual[i] >= bottom && actual[i] <= ends[0] ? 1 : 0;
            pinballLow += ValueMetrics.pinball(TAIL, bottom, actual[i]);
            pinballHigh += ValueMetrics.pinball(1 - TAIL, ends[0], actual[i]);
        }
        int n = Math.max(1, predicted.length);
        return new Coverage(held / n, pinballLow / n, pinballHigh / n);
    }

    /**
     * How an interval did.
     *
     * @param share       share of users inside; 0.9 is wanted
     * @param pinballLow  mean pinball loss of the lower end at 0.05
     * @param pinballHigh mean pinball loss of the upper end at 0.95
     */
    public record Coverage(double share, double pinballLow, double pinballHigh) {}

    /** The lower end, reading a node of predictions. */
    public Quantile lowNode(int ltv) {
        return new Quantile(ltv, knots, low);
    }

    /** The upper end, reading a node of predictions. */
    public Quantile highNode(int ltv) {
        return new Quantile(ltv, knots, high);
    }
}
