package io.perennial.training.evaluation;

import io.perennial.scoring.registry.Metric;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;

/**
 * Intervals by resampling users: all rows of a user are drawn together, because their outcomes depend on each other.
 * Losses of rivals are paired within each draw, so that what is hard for both cancels.
 */
public final class ClusterBootstrap {

    /** A bootstrap estimate with its 90 % percentile interval; an infinite end is none, a NaN one is not known. */
    public record Interval(double estimate, double low, double high) {

        /** Its ends in words, each number as it is written; of an end that there is none, the other is told alone. */
        public String ends(DoubleFunction<String> written) {
            if (low == Double.NEGATIVE_INFINITY) {
                return high == Double.POSITIVE_INFINITY ? "without ends" : written.apply(high) + " and less";
            }
            return written.apply(low) + (high == Double.POSITIVE_INFINITY ? " and more" : " to " + written.apply(high));
        }

        /** As a figure of a manifest. */
        public Metric asMetric() {
            return new Metric(estimate, low, high);
        }

        /** Whether the whole interval lies below zero. */
        public boolean isBelowZero() {
            return high < 0;
        }

        /** The same, where what is smaller than rounding is 0. */
        public Interval rounded(double rounding) {
            return new Interval(rounded(estimate, rounding), rounded(low, rounding), rounded(high, rounding));
        }

        private static double rounded(double number, double rounding) {
            return Math.abs(number) <= rounding ? 0 : number;
        }
    }

    private static final int DRAWS = 400;
    private static final double TAIL = 0.05;

    /** A difference that is a smaller share of the losses is what sums were rounded by. */
    private static final double ROUNDING = 1e-9;

    private final int[] cluster;
    private final int clusters;
    private final double[] weights;
    private final long seed;

    /**
     * Prepares the resampling.
     *
     * @param users   the user of each row
     * @param weights the weight of each row
     * @param seed    the draws depend on nothing else
     */
    public ClusterBootstrap(String[] users, double[] weights, long seed) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        this.cluster = Arrays.stream(users)
                .mapToInt(user -> ids.computeIfAbsent(user, unseen -> ids.size()))
                .toArray();
        this.clusters = ids.size();
        this.weights = weights;
        this.seed = seed;
    }

    /** The weighted mean of a row loss, with its interval. */
    public Interval mean(double[] losses) {
        double[] sums = perCluster(losses);
        double[] masses = perCluster(ones(losses.length));
        double[] draws = new double[DRAWS];
        SplittableRandom random = new SplittableRandom(seed);
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            double mass = 0;
            for (int i = 0; i < clusters; i++) {
                int drawn = random.nextInt(clusters);
                sum += sums[drawn];
                mass += masses[drawn];
            }
            draws[draw] = sum / mass;
        }
        Arrays.sort(draws);
        double estimate = Arrays.stream(sums).sum() / Arrays.stream(masses).sum();
        return new Interval(estimate, draws[(int) (TAIL * DRAWS)], draws[(int) ((1 - TAIL) * DRAWS) - 1]);
    }

    /**
     * The weighted mean of {@code ours - theirs}; below zero where ours is better. The same predictions reached by other sums
     * are a tie: what is too small beside the losses to be more than rounding is 0.
     */
    public Interval difference(double[] ours, double[] theirs) {
        double[] gap = new double[ours.length];
        for (int i = 0; i < gap.length; i++) {
            gap[i] = ours[i] - theirs[i];
        }
        return mean(gap).rounded(ROUNDING * size(theirs));
    }

    private double size(double[] losses) {
        double[] sizes = Arrays.stream(losses).map(Math::abs).toArray();
        return Arrays.stream(perCluster(sizes)).sum()
                / Arrays.stream(perCluster(ones(losses.length))).sum();
    }

    /** Row multiplicities of so many resamples of users, for statistics that are not means. */
    public int[][] resamples(int count) {
        SplittableRandom random = new SplittableRandom(seed ^ 0x9e3779b97f4a7c15L);
        int[][] resamples = new int[count][];
        for (int draw = 0; draw < count; draw++) {
            int[] times = new int[clusters];
            for (int i = 0; i < clusters; i++) {
                times[random.nextInt(clusters)]++;
            }
            resamples[draw] = Arrays.stream(cluster).map(user -> times[user]).toArray();
        }
        return resamples;
    }

    private double[] perCluster(double[] values) {
        double[] sums = new double[clusters];
        for (int i = 0; i < values.length; i++) {
            sums[cluster[i]] += weights[i] * values[i];
        }
        return sums;
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
