package io.perennial.training.evaluation;

import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Intervals of any figure by resampling users: every figure of every rival is computed on the same draws, so that
 * differences are paired and what is hard for all cancels.
 */
public final class PairedBootstrap {

    private static final double TAIL = 0.05;

    private static final long STREAM = 0x9e3779b97f4a7c15L;

    private final int[] cluster;
    private final double[] weights;
    private final byte[][] times;

    /**
     * Prepares the draws.
     *
     * @param users the user of each row; all rows of a user are drawn together
     * @param draws how many
     * @param seed  the draws depend on nothing else
     */
    public PairedBootstrap(String[] users, int draws, long seed) {
        this(users, ones(users.length), draws, seed);
    }

    /**
     * Draws of rows that do not count alike.
     *
     * @param weights how much each row counts where it is drawn once
     */
    public PairedBootstrap(String[] users, double[] weights, int draws, long seed) {
        this.weights = weights.clone();
        Map<String, Integer> ids = new HashMap<>();
        this.cluster = Arrays.stream(users)
                .mapToInt(user -> ids.computeIfAbsent(user, unseen -> ids.size()))
                .toArray();
        this.times = new byte[draws][ids.size()];
        SplittableRandom random = new SplittableRandom(seed ^ STREAM);
        for (byte[] drawn : times) {
            for (int i = 0; i < drawn.length; i++) {
                int user = random.nextInt(drawn.length);
                drawn[user] = (byte) Math.min(Byte.MAX_VALUE, drawn[user] + 1);
            }
        }
    }

    /**
     * A figure on the rows as they are, and on each draw.
     *
     * @param estimate on the rows as they are
     * @param draws    on each draw, of what {@link Statistic#drawn} gives
     */
    @SuppressWarnings("ArrayRecordComponent") // Numbers by draw, never compared.
    public record Drawn(double estimate, double[] draws) {

        /**
         * The estimate with its 90 % percentile interval; NaN ends where fewer than half of the draws tell it. An infinite
         * draw is one beyond every bound and counts as such: without it the interval would be cut off on the very side
         * where it is widest. An end among such draws is infinite. An infinite estimate can't be told and is NaN.
         */
        public Interval interval() {
            double[] known = Arrays.stream(draws)
                    .filter(draw -> !Double.isNaN(draw))
                    .sorted()
                    .toArray();
            if (!Double.isFinite(estimate)) {
                return new Interval(Double.NaN, Double.NaN, Double.NaN);
            }
            if (known.length < Math.max(2, draws.length / 2)) {
                return new Interval(estimate, Double.NaN, Double.NaN);
            }
            int last = known.length - 1;
            return new Interval(
                    estimate, known[(int) Math.floor(TAIL * last)], known[(int) Math.ceil((1 - TAIL) * last)]);
        }

        /** This figure less another on the same draws. */
        public Drawn minus(Drawn other) {
            double[] differences = new double[draws.length];
            Arrays.setAll(differences, i -> draws[i] - other.draws[i]);
            return new Drawn(estimate - other.estimate, differences);
        }
    }

    /** Computes a figure on all draws. */
    public Drawn of(Statistic figure) {
        return of(Map.of("", figure)).get("");
    }

    /** Computes figures on all draws, in their order; cheaper than one by one. */
    public Map<String, Drawn> of(Map<String, Statistic> figures) {
        double[][] values = new double[figures.size()][times.length];
        List<Statistic> each =
                figures.values().stream().map(figure -> figure.drawn(weights)).toList();
        IntStream.range(0, times.length).parallel().forEach(draw -> {
            double[] drawn = drawn(times[draw]);
            for (int figure = 0; figure < each.size(); figure++) {
                values[figure][draw] = each.get(figure).of(drawn);
            }
        });
        Map<String, Drawn> all = new LinkedHashMap<>();
        figures.forEach((name, figure) -> all.put(name, new Drawn(figure.of(weights), values[all.size()])));
        return all;
    }

    private double[] drawn(byte[] users) {
        double[] drawn = new double[cluster.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = weights[i] * users[cluster[i]];
        }
        return drawn;
    }

    private static double[] ones(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }
}
