package io.perennial.training.value;

import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Quantile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The 90 % prediction interval and the median of one user's value, read off users of like predicted value that the model
 * had not seen: in each group the ranks of split conformal prediction (Lei et al. 2018, section 2.2), pooled with the
 * next group wherever they would fall. It always holds the prediction itself.
 *
 * <p>Where more than one user in twenty is worth nothing, the lower end is 0 and nobody lies below it; the upper end then
 * leaves out the whole tenth, not half of it. Where more than nine in ten are worth nothing no interval can hold fewer
 * than those: coverage beyond 90 % is what the crowd at 0 makes of it.
 *
 * @param knots  predicted values, ascending from 0
 * @param low    lower end at each knot, not negative
 * @param median median at each knot
 * @param high   upper end at each knot
 */
public record ValueInterval(Doubles knots, Doubles low, Doubles median, Doubles high) {

    /** Probability left out on either side where both can miss. */
    public static final double TAIL = 0.05;

    private static final int GROUPS = 20;
    private static final int LEAST_IN_GROUP = 40;
    private static final double NOTHING = 1e-9;

    /** Beyond the last group the curves grow with the prediction up to so many times it. */
    private static final double REACH = 1e6;

    /** Learns the interval from predictions for users not seen and what they were worth. */
    public static ValueInterval of(double[] predicted, double[] actual) {
        List<Group> groups = groups(predicted, actual);
        if (groups.isEmpty()) {
            return unknown();
        }
        double[] centres = groups.stream().mapToDouble(Group::centre).toArray();
        double[] low = rising(groups, Group::low);
        double[] high = rising(groups, Group::high);
        Arrays.setAll(low, g -> Math.min(low[g], centres[g]));
        Arrays.setAll(high, g -> Math.max(high[g], centres[g]));
        double[] median = rising(groups, Group::median);
        double far = Math.max(1, centres[centres.length - 1]) * REACH;
        boolean startsAtNothing = centres[0] <= NOTHING;
        centres[0] = startsAtNothing ? 0 : centres[0];
        return new ValueInterval(
                ends(0, centres, far, startsAtNothing),
                ends(0, low, 0, startsAtNothing),
                ends(0, median, REACH * median[median.length - 1], startsAtNothing),
                ends(high[0], high, Math.max(far, high[high.length - 1] * REACH), startsAtNothing));
    }

    /** A curve from no prediction to far beyond any; its first knot takes the place of the first group's or precedes it. */
    private static Doubles ends(double first, double[] groups, double far, boolean startsAtNothing) {
        double[] curve = new double[groups.length + (startsAtNothing ? 1 : 2)];
        System.arraycopy(groups, 0, curve, startsAtNothing ? 0 : 1, groups.length);
        curve[0] = startsAtNothing ? groups[0] : first;
        curve[curve.length - 1] = Math.max(far, groups[groups.length - 1]);
        return Doubles.of(curve);
    }

    /** Users of like prediction: the mean of what was predicted and, ascending, what they were worth. */
    @SuppressWarnings("ArrayRecordComponent") // Numbers of a group, never compared.
    private record Group(double centre, double[] values) {

        double low() {
            int rank = (int) Math.floor(TAIL * (values.length + 1));
            return rank < 1 ? 0 : values[rank - 1];
        }

        double median() {
            return values[(values.length - 1) / 2];
        }

        double high() {
            int n = values.length;
            double missedBelow = low() > 0 ? TAIL : 0;
            int rank = (int) Math.ceil((1 - 2 * TAIL + missedBelow) * (n + 1));
            return values[Math.min(n, rank) - 1];
        }

        Group and(Group next) {
            double[] both = DoubleStream.concat(Arrays.stream(values), Arrays.stream(next.values))
                    .sorted()
                    .toArray();
            return new Group((centre * values.length + next.centre * next.values.length) / both.length, both);
        }
    }

    /** Groups in rising order of a prediction above 0; users with no prediction go with the least. */
    private static List<Group> groups(double[] predicted, double[] actual) {
        Integer[] order = IntStream.range(0, predicted.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> predicted[i]));
        int count = Math.max(1, Math.min(GROUPS, predicted.length / LEAST_IN_GROUP));
        List<Group> groups = new ArrayList<>();
        for (int g = 0; g < count; g++) {
            int from = (int) ((long) order.length * g / count);
            int to = (int) ((long) order.length * (g + 1) / count);
            if (to > from) {
                add(groups, group(Arrays.copyOfRange(order, from, to), predicted, actual));
            }
        }
        return groups;
    }

    private static Group group(Integer[] members, double[] predicted, double[] actual) {
        return new Group(
                Arrays.stream(members).mapToDouble(i -> predicted[i]).average().orElse(0),
                Arrays.stream(members).mapToDouble(i -> actual[i]).sorted().toArray());
    }

    /** A group predicted as the one before, or nothing, is one with it. */
    private static void add(List<Group> groups, Group next) {
        int last = groups.size() - 1;
        if (last >= 0 && next.centre() <= Math.max(NOTHING, groups.get(last).centre() * (1 + NOTHING))) {
            groups.set(last, groups.get(last).and(next));
        } else {
            groups.add(next);
        }
    }

    /**
     * A quantile of each group, groups pooled until it nowhere falls: isotonic regression of a quantile by pooling adjacent
     * violators (Robertson, Wright, Dykstra 1988, section 1.5).
     */
    private static double[] rising(List<Group> groups, ToDoubleFunction<Group> quantile) {
        List<Group> pools = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (Group group : groups) {
            pools.add(group);
            sizes.add(1);
            int last = pools.size() - 1;
            while (last > 0 && quantile.applyAsDouble(pools.get(last)) < quantile.applyAsDouble(pools.get(last - 1))) {
                pools.set(last - 1, pools.get(last - 1).and(pools.remove(last)));
                sizes.set(last - 1, sizes.get(last - 1) + sizes.remove(last));
                last--;
            }
        }
        return IntStream.range(0, pools.size())
                .boxed()
                .flatMapToDouble(p -> DoubleStream.generate(() -> quantile.applyAsDouble(pools.get(p)))
                        .limit(sizes.get(p)))
                .toArray();
    }

    /** From nothing to far beyond any prediction: nothing is known. */
    static ValueInterval unknown() {
        return new ValueInterval(
                Doubles.of(0, REACH), Doubles.of(0, 0), Doubles.of(0, 0), Doubles.of(REACH, REACH * REACH));
    }

    /** The same interval with all money multiplied. */
    ValueInterval times(double factor) {
        return new ValueInterval(times(knots, factor), times(low, factor), times(median, factor), times(high, factor));
    }

    private static Doubles times(Doubles values, double factor) {
        return Doubles.of(
                Arrays.stream(values.toArray()).map(value -> value * factor).toArray());
    }

    /** How the interval does on other users. */
    public Coverage coverage(double[] predicted, double[] actual) {
        double below = 0;
        double above = 0;
        double score = 0;
        for (int i = 0; i < predicted.length; i++) {
            double bottom = at(lowNode(0), predicted[i]);
            double top = at(highNode(0), predicted[i]);
            below += actual[i] < bottom ? 1 : 0;
            above += actual[i] > top ? 1 : 0;
            score += top - bottom + (Math.max(0, bottom - actual[i]) + Math.max(0, actual[i] - top)) / TAIL;
        }
        int n = Math.max(1, predicted.length);
        return new Coverage(1 - (below + above) / n, below / n, above / n, score / n);
    }

    private static double at(Quantile curve, double predicted) {
        double[] end = new double[1];
        curve.evaluate(new double[][] {{predicted}}, new double[0], end);
        return end[0];
    }

    /**
     * How an interval did.
     *
     * @param share share of users inside; 0.9 is wanted, more where more are worth nothing
     * @param below share below its lower end
     * @param above share above its upper end
     * @param score mean interval score: width, and twenty times what is missed (Gneiting, Raftery 2007, section 6.2)
     */
    public record Coverage(double share, double below, double above, double score) {}

    /** The lower end, reading a node of predictions. */
    public Quantile lowNode(int ltv) {
        return new Quantile(ltv, knots, low);
    }

    Quantile medianNode(int ltv) {
        return new Quantile(ltv, knots, median);
    }

    /** The upper end, reading a node of predictions. */
    public Quantile highNode(int ltv) {
        return new Quantile(ltv, knots, high);
    }
}
