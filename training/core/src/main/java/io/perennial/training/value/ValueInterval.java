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
import java.util.stream.Stream;

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

    /** Shares of a user add up to whole users within so much. */
    private static final double ROUNDING = 1e-6;

    /** Beyond the last group the curves grow with the prediction up to so many times it; an end nobody tells lies there. */
    private static final double REACH = 1e6;

    /**
     * Learns the interval from predictions for users not seen and what they were worth.
     *
     * @param weights of rows; those of a user weigh 1 together, so that ranks count users
     */
    public static ValueInterval of(double[] predicted, double[] actual, double[] weights) {
        List<Group> groups = groups(predicted, actual, weights);
        if (groups.isEmpty()) {
            return unknown();
        }
        double[] centres = groups.stream().mapToDouble(Group::centre).toArray();
        double[] low = rising(groups, Group::low);
        List<Group> bounded = IntStream.range(0, low.length)
                .mapToObj(g -> groups.get(g).missedBelow(low[g] > 0))
                .toList();
        double[] high = rising(bounded, Group::high);
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

    /** A figure of a row, and how many users it stands for. */
    private record Share(double value, double users) {}

    /**
     * Users of like prediction: ascending, what was predicted and what they were worth. They stand at the median of what
     * was predicted, because the mean of the group of the largest, a few of whom may be worth more than all others, lies
     * above most of its members, and quantiles of what they were worth would be those of larger predictions.
     *
     * @param missable users whose lower end is above 0, so that it misses its share of them
     */
    private record Group(List<Share> predictions, List<Share> worths, double missable) {

        Group missedBelow(boolean isMissable) {
            return new Group(predictions, worths, isMissable ? users() : 0);
        }

        double users() {
            return worths.stream().mapToDouble(Share::users).sum();
        }

        double centre() {
            return reaching(predictions, users() / 2);
        }

        double low() {
            double rank = TAIL * (users() + 1) + ROUNDING;
            double counted = 0;
            double low = 0;
            for (Share worth : worths) {
                counted += worth.users();
                if (counted > rank) {
                    return low;
                }
                low = worth.value();
            }
            return low;
        }

        double median() {
            return reaching(worths, users() / 2);
        }

        double high() {
            double missedBelow = TAIL * missable / users();
            double rank = (1 - 2 * TAIL + missedBelow) * (users() + 1);
            return rank > users() + ROUNDING ? Math.max(1, centre()) * REACH : reaching(worths, rank);
        }

        /** The least value with so many users up to it; the largest where there are not so many. */
        private static double reaching(List<Share> ascending, double rank) {
            double counted = 0;
            for (Share share : ascending) {
                counted += share.users();
                if (counted >= rank - ROUNDING) {
                    return share.value();
                }
            }
            return ascending.get(ascending.size() - 1).value();
        }

        Group and(Group next) {
            return new Group(
                    merged(predictions, next.predictions), merged(worths, next.worths), missable + next.missable);
        }

        private static List<Share> merged(List<Share> one, List<Share> other) {
            return ascending(Stream.concat(one.stream(), other.stream()));
        }

        static List<Share> ascending(Stream<Share> shares) {
            return shares.sorted(Comparator.comparingDouble(Share::value)).toList();
        }
    }

    /** Groups of as many users in rising order of a prediction above 0; users with no prediction go with the least. */
    private static List<Group> groups(double[] predicted, double[] actual, double[] weights) {
        List<Integer> order = IntStream.range(0, predicted.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> predicted[i]))
                .toList();
        double users = Arrays.stream(weights).sum();
        int count = Math.max(1, Math.min(GROUPS, (int) (users / LEAST_IN_GROUP + ROUNDING)));
        List<Group> groups = new ArrayList<>();
        double counted = 0;
        for (int g = 1, from = 0, to = 0; g <= count; g++, from = to) {
            while (to < order.size() && (counted + weights[order.get(to)]) * count <= users * g + ROUNDING) {
                counted += weights[order.get(to++)];
            }
            to = g == count ? order.size() : to;
            if (to > from) {
                add(groups, group(order.subList(from, to), predicted, actual, weights));
            }
        }
        return groups;
    }

    private static Group group(List<Integer> members, double[] predicted, double[] actual, double[] weights) {
        return new Group(
                Group.ascending(members.stream().map(i -> new Share(predicted[i], weights[i]))),
                Group.ascending(members.stream().map(i -> new Share(actual[i], weights[i]))),
                0);
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

    /** How the interval does on other users; rows count by their weights. */
    public Coverage coverage(double[] predicted, double[] actual, double[] weights) {
        double users = 0;
        double below = 0;
        double above = 0;
        double score = 0;
        Quantile bottoms = lowNode(0);
        Quantile tops = highNode(0);
        for (int i = 0; i < predicted.length; i++) {
            double bottom = at(bottoms, predicted[i]);
            double top = at(tops, predicted[i]);
            double missed = Math.max(0, bottom - actual[i]) + Math.max(0, actual[i] - top);
            users += weights[i];
            below += actual[i] < bottom ? weights[i] : 0;
            above += actual[i] > top ? weights[i] : 0;
            score += weights[i] * (top - bottom + missed / TAIL);
        }
        double all = users > 0 ? users : 1;
        return new Coverage(1 - (below + above) / all, below / all, above / all, score / all);
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
     * @param score mean interval score: width, and twenty times what is missed (Gneiting, Raftery 2007, section 6.2); twenty
     *              times the pinball losses of both ends together
     */
    public record Coverage(double share, double below, double above, double score) {}

    /** The lower end, reading a node of predictions. */
    public Quantile lowNode(int ltv) {
        return new Quantile(ltv, knots, low);
    }

    /** The median, reading a node of predictions. */
    Quantile medianNode(int ltv) {
        return new Quantile(ltv, knots, median);
    }

    /** The upper end, reading a node of predictions. */
    public Quantile highNode(int ltv) {
        return new Quantile(ltv, knots, high);
    }
}
