package io.perennial.training.churn;

import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Quantile;
import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.ClusterBootstrap;
import io.perennial.training.evaluation.LogisticFit;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How uncertain calibration is: for each churn probability the range where 90 % of calibrators fitted on resampled
 * users lie. It speaks of the level of the curve, not of what one user will do. Of many users only some are resampled,
 * and what that adds to the width is taken off again: deviations shrink as the root of the number of users grows.
 *
 * @param knots churn probabilities, ascending from 0 to 1
 * @param low   lower end at each knot
 * @param high  upper end at each knot
 */
public record Band(Doubles knots, Doubles low, Doubles high) {

    private static final int DRAWS = 100;
    private static final int KNOTS = 24;
    private static final int MOST_ROWS = 8_000;
    private static final double TAIL = 0.05;

    /** The square of the normal quantile above which {@link #TAIL} lies. */
    private static final double UNSEEN = 2.706;

    /** The difference that no knot needs: knots closer than this are one. */
    private static final double APART = 1e-6;

    /**
     * The band of a calibrator.
     *
     * @param rows     the rows it was fitted on
     * @param scores   their log-odds scores
     * @param fitted   the calibrator
     * @param widening log-odds added on either side for what the rows can't show, such as an unseen season
     */
    public static Band of(
            Rows rows, double[] scores, Calibrator fitted, Calibrator.Kind kind, double widening, long seed) {
        return of(rows, scores, Optional.empty(), fitted, kind, widening, seed);
    }

    /**
     * The same where the level is that of another window, whose users are resampled too.
     *
     * @param yearAgo the window that gives the level
     */
    static Band of(
            Rows rows,
            double[] scores,
            Optional<YearAgo> yearAgo,
            Calibrator fitted,
            Calibrator.Kind kind,
            double widening,
            long seed) {
        Sample latest = Sample.of(rows, scores, MOST_ROWS);
        Optional<Sample> then = yearAgo.map(window -> Sample.of(window.rows(), window.scores(), MOST_ROWS));
        String[] users = then.map(more -> joined(latest.users(), more.users())).orElse(latest.users());
        double[] at = knotScores(latest.scores());
        int[][] resamples = new ClusterBootstrap(users, new double[users.length], seed).resamples(DRAWS);
        int[] once = new int[users.length];
        Arrays.fill(once, 1);
        Function<int[], Calibrator> refit = times -> {
            Calibrator curve = Calibrator.fit(kind, latest.scores(), latest.churned(), latest.drawn(times, 0));
            return then.map(more -> yearAgo.get().levelled(curve, more, more.drawn(times, latest.size())))
                    .orElse(curve);
        };
        Calibrator centre = refit.apply(once);
        double narrowing = Math.sqrt((double) distinct(users) / distinct(everybody(rows, yearAgo)));
        double[][] draws = new double[at.length][DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            Calibrator curve = refit.apply(resamples[draw]);
            for (int k = 0; k < at.length; k++) {
                draws[k][draw] = narrowing * (LogisticFit.logit(curve.of(at[k])) - LogisticFit.logit(centre.of(at[k])));
            }
        }
        return around(at, draws, fitted, widening, rows.userCount());
    }

    private static String[] everybody(Rows rows, Optional<YearAgo> yearAgo) {
        return yearAgo.map(window -> joined(rows.users(), window.rows().users()))
                .orElseGet(rows::users);
    }

    private static String[] joined(String[] one, String[] other) {
        return Stream.concat(Arrays.stream(one), Arrays.stream(other)).toArray(String[]::new);
    }

    private static long distinct(String[] users) {
        return Arrays.stream(users).distinct().count();
    }

    private static double[] knotScores(double[] scores) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double[] at = new double[KNOTS];
        for (int k = 0; k < KNOTS; k++) {
            at[k] = sorted[(int) ((long) (sorted.length - 1) * k / (KNOTS - 1))];
        }
        return at;
    }

    private static Band around(double[] at, double[][] draws, Calibrator fitted, double widening, int users) {
        double[] knots = new double[KNOTS + 2];
        double[] low = new double[KNOTS + 2];
        double[] high = new double[KNOTS + 2];
        int size = 1;
        high[0] = 0;
        for (int k = 0; k < at.length; k++) {
            double p = fitted.of(at[k]);
            if (p - knots[size - 1] < APART || p > 1 - APART) {
                continue;
            }
            Arrays.sort(draws[k]);
            double down = Math.min(0, draws[k][(int) (TAIL * DRAWS)]) - widening;
            double up = Math.max(0, draws[k][(int) ((1 - TAIL) * DRAWS) - 1]) + widening;
            knots[size] = p;
            low[size] = Math.max(low[size - 1], lower(p, -down, users));
            high[size] = Math.max(high[size - 1], upper(p, up, users));
            size++;
        }
        return closed(knots, low, high, size);
    }

    /** Ends the band at 0 and 1, where nothing was seen: there it reaches to the nearest knot's bound. */
    private static Band closed(double[] knots, double[] low, double[] high, int size) {
        high[0] = size > 1 ? high[1] : 1;
        knots[size] = 1;
        low[size] = low[size - 1];
        high[size] = 1;
        int length = size + 1;
        return new Band(
                Doubles.of(Arrays.copyOf(knots, length)),
                Doubles.of(Arrays.copyOf(low, length)),
                Doubles.of(Arrays.copyOf(high, length)));
    }

    /** Anything between 0 and 1: nothing is known. */
    static Band unknown() {
        return new Band(Doubles.of(0, 1), Doubles.of(0, 0), Doubles.of(1, 1));
    }

    /** So many log-odds on either side of every probability, or more where few users were seen. */
    static Band wide(double logOdds, int users) {
        double[] knots = new double[KNOTS + 1];
        double[] low = new double[KNOTS + 1];
        double[] high = new double[KNOTS + 1];
        for (int k = 0; k <= KNOTS; k++) {
            knots[k] = (double) k / KNOTS;
            low[k] = k == 0 ? 0 : lower(knots[k], logOdds, users);
            high[k] = k == KNOTS ? 1 : upper(knots[k], logOdds, users);
        }
        return new Band(Doubles.of(knots), Doubles.of(low), Doubles.of(high));
    }

    /**
     * So many log-odds below a probability, and no higher than if {@link #UNSEEN} more users had all stayed, as in the
     * score interval of Wilson (1927): however sure of itself a curve is, few users know little.
     */
    private static double lower(double p, double logOdds, int users) {
        return Math.min(p * users / (users + UNSEEN), Activation.SIGMOID.of(LogisticFit.logit(p) - logOdds));
    }

    /** So many log-odds above a probability, and no lower than if as many more users had all churned. */
    private static double upper(double p, double logOdds, int users) {
        return 1 - lower(1 - p, logOdds, users);
    }

    /** The node of the lower end, given the node of the probability. */
    public Quantile lowNode(int probability) {
        return new Quantile(probability, knots, low);
    }

    /** The node of the upper end, given the node of the probability. */
    public Quantile highNode(int probability) {
        return new Quantile(probability, knots, high);
    }
}
