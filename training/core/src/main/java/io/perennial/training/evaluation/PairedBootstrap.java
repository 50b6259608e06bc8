package io.perennial.training.evaluation;

import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Intervals of any figure by resampling users: every figure of every rival is computed on the same draws, so that
 * differences are paired and what is hard for all cancels.
 */
public final class PairedBootstrap {

    private static final double TAIL = 0.05;

    private final int[][] draws;
    private final int rows;

    /**
     * Prepares the draws.
     *
     * @param users the user of each row; all rows of a user are drawn together
     * @param draws how many
     * @param seed  the draws depend on nothing else
     */
    public PairedBootstrap(String[] users, int draws, long seed) {
        double[] ones = new double[users.length];
        Arrays.fill(ones, 1);
        this.rows = users.length;
        this.draws = new ClusterBootstrap(users, ones, seed).resamples(draws);
    }

    /**
     * A figure on the rows as they are, and on each draw.
     *
     * @param estimate on the rows as they are
     * @param draws    on each draw
     */
    @SuppressWarnings("ArrayRecordComponent") // Numbers by draw, never compared.
    public record Drawn(double estimate, double[] draws) {

        /** The estimate with its 90 % percentile interval; NaN ends where fewer than half of the draws tell it. */
        public Interval interval() {
            double[] known =
                    Arrays.stream(draws).filter(Double::isFinite).sorted().toArray();
            if (known.length < Math.max(2, draws.length / 2) || !Double.isFinite(estimate)) {
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
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        double[] values = IntStream.range(0, draws.length)
                .parallel()
                .mapToDouble(draw ->
                        figure.of(Arrays.stream(draws[draw]).asDoubleStream().toArray()))
                .toArray();
        return new Drawn(figure.of(ones), values);
    }
}
