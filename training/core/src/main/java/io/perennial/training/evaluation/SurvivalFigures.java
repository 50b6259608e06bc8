package io.perennial.training.evaluation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Figures of curves that say how likely each user is still away by the end of each interval of a window. Every window
 * is closed and all are of one length, so nobody is censored before the end and nothing has to be weighted for it.
 */
public final class SurvivalFigures {

    private SurvivalFigures() {}

    /**
     * {@code integrated_brier}: the mean over the ends of the intervals of the mean squared error of the chance (Graf,
     * Schmoor, Sauerbrei and Schumacher, 1999, without censoring). {@code c_index}: of two users of whom one came back in
     * an earlier interval, the chance that the curve gave that one the lower chance of being away by then, ties half
     * (Antolini, Boracchi and Biganzoli, 2005).
     *
     * @param curves   for each user the chance of being away by the end of each interval
     * @param interval for each user the interval of the return, from 0; the number of intervals where there was none
     */
    public static Map<String, Statistic> of(double[][] curves, int[] interval) {
        Map<String, Statistic> figures = new LinkedHashMap<>();
        figures.put("integrated_brier", Statistics.mean(interval.length, i -> error(curves[i], interval[i])));
        figures.put("c_index", concordance(curves, interval));
        return figures;
    }

    /**
     * The integrated Brier score of one user.
     *
     * @param curve    the chance of being away by the end of each interval
     * @param interval the interval of the return, from 0; the number of intervals where there was none
     */
    public static double error(double[] curve, int interval) {
        double sum = 0;
        for (int j = 0; j < curve.length; j++) {
            double away = interval > j ? 1 : 0;
            sum += (curve[j] - away) * (curve[j] - away);
        }
        return sum / curve.length;
    }

    private static Statistic concordance(double[][] curves, int[] interval) {
        int intervals = curves.length == 0 ? 0 : curves[0].length;
        RankOrder[] orders = IntStream.range(0, intervals)
                .mapToObj(j -> RankOrder.of(
                        Arrays.stream(curves).mapToDouble(curve -> curve[j]).toArray()))
                .toArray(RankOrder[]::new);
        return weights -> {
            double pairs = 0;
            double won = 0;
            for (int j = 0; j < intervals; j++) {
                double comparable = pairs(interval, weights, j);
                pairs += comparable;
                won += comparable == 0
                        ? 0
                        : comparable * orders[j].auc(later(interval, j), entered(interval, weights, j));
            }
            return pairs == 0 ? Double.NaN : won / pairs;
        };
    }

    private static double pairs(int[] interval, double[] weights, int j) {
        double now = 0;
        double after = 0;
        for (int i = 0; i < interval.length; i++) {
            now += interval[i] == j ? weights[i] : 0;
            after += interval[i] > j ? weights[i] : 0;
        }
        return now * after;
    }

    private static double[] later(int[] interval, int j) {
        return Arrays.stream(interval).mapToDouble(of -> of > j ? 1 : 0).toArray();
    }

    /** The weights of the users who were still away when an interval began. */
    private static double[] entered(int[] interval, double[] weights, int j) {
        return IntStream.range(0, interval.length)
                .mapToDouble(i -> interval[i] >= j ? weights[i] : 0)
                .toArray();
    }
}
