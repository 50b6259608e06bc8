package io.perennial.training.evaluation;

import io.perennial.scoring.graph.Activation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** The figures of predictions by name, ready to be computed under any weighting of the rows. */
public final class Statistics {

    private static final int BINS = 10;

    /** An area so small beside the rows it is of is what sums were rounded by. */
    private static final double ROUNDING = 1e-9;

    private static final int STEPS = 25;

    private Statistics() {}

    /**
     * Figures of churn probabilities, as {@link ChurnMetrics} defines them: {@code log_loss, brier, auc,
     * calibration_slope, calibration_intercept, ece, mean_ratio} (predicted over actual number of leavers). The ECE has no
     * interval.
     */
    public static Map<String, Statistic> ofChurn(double[] p, double[] churned) {
        RankOrder order = RankOrder.of(p);
        double[] logits = Arrays.stream(p).map(LogisticFit::logit).toArray();
        Map<String, Statistic> figures = new LinkedHashMap<>();
        figures.put("log_loss", mean(p.length, i -> ChurnMetrics.logLoss(p[i], churned[i])));
        figures.put("brier", mean(p.length, i -> (p[i] - churned[i]) * (p[i] - churned[i])));
        figures.put("auc", weights -> order.auc(churned, weights));
        figures.put("calibration_slope", weights -> order.groups() == 1 ? Double.NaN : slope(logits, churned, weights));
        figures.put("calibration_intercept", weights -> intercept(logits, churned, weights));
        figures.put("ece", new CalibrationError(new EqualBins(order, BINS), p, churned));
        figures.put("mean_ratio", ratio(p, churned));
        return figures;
    }

    /**
     * Figures of predicted amounts, as {@link ValueMetrics} defines them: {@code rmse, mae, spearman, n_gini,
     * sum_ratio, total_error} (how far the predicted total is from the actual one, as a share of it) and {@code auc_any}
     * (that of telling who has any).
     */
    public static Map<String, Statistic> ofAmounts(double[] predicted, double[] actual) {
        RankOrder order = RankOrder.of(predicted);
        RankOrder perfect = RankOrder.of(actual);
        double[] any = Arrays.stream(actual).map(value -> value > 0 ? 1 : 0).toArray();
        Statistic squared = mean(actual.length, i -> (predicted[i] - actual[i]) * (predicted[i] - actual[i]));
        Map<String, Statistic> figures = new LinkedHashMap<>();
        figures.put("rmse", weights -> Math.sqrt(squared.of(weights)));
        figures.put("mae", mean(actual.length, i -> Math.abs(predicted[i] - actual[i])));
        figures.put("spearman", weights -> spearman(order, perfect, weights));
        figures.put("auc_any", weights -> order.auc(any, weights));
        figures.put("n_gini", weights -> normalizedGini(order, perfect, actual, weights));
        Statistic total = ratio(predicted, actual);
        figures.put("sum_ratio", total);
        figures.put("total_error", new Distance(total, 1));
        return figures;
    }

    /** The weighted mean of a number of each row. */
    public static Statistic mean(int rows, IntToDoubleFunction number) {
        double[] numbers = new double[rows];
        Arrays.setAll(numbers, number);
        return weights -> {
            double sum = 0;
            double total = 0;
            for (int i = 0; i < rows; i++) {
                sum += weights[i] * numbers[i];
                total += weights[i];
            }
            return total == 0 ? Double.NaN : sum / total;
        };
    }

    /**
     * One weighted total over another: infinite where the other is 0 and this is not, since however small the other may
     * have been, the ratio was above any bound. NaN where both are 0.
     */
    public static Statistic ratio(double[] above, double[] below) {
        return weights -> {
            double top = 0;
            double bottom = 0;
            for (int i = 0; i < above.length; i++) {
                top += weights[i] * above[i];
                bottom += weights[i] * below[i];
            }
            return top / bottom;
        };
    }

    /** The correlation of two weighted rankings; NaN where either is constant. */
    static double spearman(RankOrder order, RankOrder perfect, double[] weights) {
        return correlation(order.ranks(weights), perfect.ranks(weights), weights);
    }

    /**
     * The normalized Gini of a ranking: area between its Lorenz curve of captured outcome and the diagonal, over that of
     * the ranking by the outcome itself (Wang, Liu, Miao 2019, section 4). Tied predictions share their outcome evenly,
     * so that the order of rows says nothing. NaN where all outcomes are equal.
     */
    static double normalizedGini(RankOrder order, RankOrder perfect, double[] actual, double[] weights) {
        double best = perfect.gain(actual, weights);
        boolean equal = Math.abs(best) <= ROUNDING * Arrays.stream(weights).sum();
        return equal ? Double.NaN : order.gain(actual, weights) / best;
    }

    private static double slope(double[] logits, double[] churned, double[] weights) {
        return isOneClass(churned, weights)
                ? Double.NaN
                : LogisticFit.of(new double[][] {logits}, churned, weights).slopes()[0];
    }

    /** The level that makes the mean probability right with the slope held at 1, by Newton's method. */
    private static double intercept(double[] logits, double[] churned, double[] weights) {
        if (isOneClass(churned, weights)) {
            return Double.NaN;
        }
        double level = 0;
        for (int step = 0; step < STEPS; step++) {
            double gradient = 0;
            double curvature = 1e-12;
            for (int i = 0; i < logits.length; i++) {
                double p = Activation.SIGMOID.of(logits[i] + level);
                gradient += weights[i] * (churned[i] - p);
                curvature += weights[i] * p * (1 - p);
            }
            double delta = Math.max(-2, Math.min(2, gradient / curvature));
            level += delta;
            if (Math.abs(delta) < 1e-9) {
                break;
            }
        }
        return level;
    }

    private static boolean isOneClass(double[] churned, double[] weights) {
        double positive = 0;
        double total = 0;
        for (int i = 0; i < churned.length; i++) {
            positive += weights[i] * churned[i];
            total += weights[i];
        }
        return positive <= 0 || positive >= total;
    }

    /** The weighted correlation of two columns; NaN where either is constant. */
    private static double correlation(double[] x, double[] y, double[] weights) {
        double total = 0;
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            total += weights[i];
            meanX += weights[i] * x[i];
            meanY += weights[i] * y[i];
        }
        meanX /= total;
        meanY /= total;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += weights[i] * (x[i] - meanX) * (x[i] - meanX);
            yy += weights[i] * (y[i] - meanY) * (y[i] - meanY);
            xy += weights[i] * (x[i] - meanX) * (y[i] - meanY);
        }
        return xx <= 0 || yy <= 0 ? Double.NaN : xy / Math.sqrt(xx * yy);
    }
}
