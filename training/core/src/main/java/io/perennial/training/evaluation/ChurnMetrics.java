package io.perennial.training.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How good churn probabilities are on rows whose outcome is known.
 *
 * @param rows      the number of rows
 * @param churnRate weighted share that churned
 * @param logLoss   mean negative log-likelihood in nats, probabilities kept 1e-9 away from 0 and 1; the gate
 * @param brier     mean squared error of the probability
 * @param auc       probability that a random churner ranks above a random stayer, ties half, both drawn by weight; NaN with one
 *                  class
 * @param slope     slope of the logistic regression of the outcome on logit(p); 1 is calibrated; NaN with one class or where
 *                  p is the same for all
 * @param intercept intercept of that regression with the slope held at 1; 0 is calibrated in the large
 * @param ece       mean absolute gap of rate and probability over ten bins of equal count
 */
public record ChurnMetrics(
        int rows,
        double churnRate,
        double logLoss,
        double brier,
        double auc,
        double slope,
        double intercept,
        double ece) {

    /** Judges probabilities; all arrays are of one length, which is not 0. */
    public static ChurnMetrics of(double[] p, double[] churned, double[] weights) {
        double total = 0;
        double rate = 0;
        double loss = 0;
        double brier = 0;
        double[] logits = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            total += weights[i];
            rate += weights[i] * churned[i];
            loss += weights[i] * logLoss(p[i], churned[i]);
            brier += weights[i] * (p[i] - churned[i]) * (p[i] - churned[i]);
            logits[i] = LogisticFit.logit(p[i]);
        }
        RankOrder order = RankOrder.of(p);
        boolean oneClass = rate <= 0 || rate >= total;
        double slope = oneClass || order.groups() == 1
                ? Double.NaN
                : LogisticFit.of(new double[][] {logits}, churned, weights).slopes()[0];
        double intercept = oneClass ? Double.NaN : LogisticFit.interceptFor(logits, churned, weights);
        double ece = CalibrationBin.error(CalibrationBin.of(p, churned, weights, 10));
        return new ChurnMetrics(
                p.length,
                rate / total,
                loss / total,
                brier / total,
                order.auc(churned, weights),
                slope,
                intercept,
                ece);
    }

    /**
     * The same figures; without a slope where scores tell no two rows of a fold apart. All that is left to differ then is
     * the rate each fold was told, which falls where its own rises, since it was learned from the others.
     */
    public ChurnMetrics crossFitted(double[] scores, int[] folds) {
        Map<Integer, Double> first = new HashMap<>();
        boolean tells = IntStream.range(0, scores.length)
                .anyMatch(i -> first.computeIfAbsent(folds[i], fold -> scores[i]) != scores[i]);
        return tells ? this : new ChurnMetrics(rows, churnRate, logLoss, brier, auc, Double.NaN, intercept, ece);
    }

    /** The same with an AUC of another definition, such as within folds. */
    public ChurnMetrics withAuc(double other) {
        return new ChurnMetrics(rows, churnRate, logLoss, brier, other, slope, intercept, ece);
    }

    /** The mean of each figure over judgements of the same rows, such as repeats of a cross-validation. */
    public static ChurnMetrics mean(List<ChurnMetrics> all) {
        return new ChurnMetrics(
                all.get(0).rows(),
                mean(all, ChurnMetrics::churnRate),
                mean(all, ChurnMetrics::logLoss),
                mean(all, ChurnMetrics::brier),
                mean(all, ChurnMetrics::auc),
                mean(all, ChurnMetrics::slope),
                mean(all, ChurnMetrics::intercept),
                mean(all, ChurnMetrics::ece));
    }

    private static double mean(List<ChurnMetrics> all, ToDoubleFunction<ChurnMetrics> figure) {
        return all.stream().mapToDouble(figure).average().orElseThrow();
    }

    /** The log loss of one row in nats. */
    public static double logLoss(double p, double churned) {
        double clamped = Math.min(1 - 1e-9, Math.max(1e-9, p));
        return -(churned * StrictMath.log(clamped) + (1 - churned) * StrictMath.log(1 - clamped));
    }
}
