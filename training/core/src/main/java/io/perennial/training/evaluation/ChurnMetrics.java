package io.perennial.training.evaluation;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How good churn probabilities are on rows whose outcome is known.
 *
 * @param rows      the number of rows
 * @param churnRate weighted share that churned
 * @param logLoss   mean negative log-likelihood in nats, probabilities kept 1e-9 away from 0 and 1; the gate
 * @param brier     mean squared error of the probability
 * @param auc       probability that a random churner ranks above a random stayer, ties half, both drawn by weight; NaN with one
 *                  class
 * @param slope     slope of the logistic regression of the outcome on logit(p); 1 is calibrated
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
        boolean oneClass = rate <= 0 || rate >= total;
        double slope = oneClass
                ? Double.NaN
                : LogisticFit.of(new double[][] {logits}, churned, weights).slopes()[0];
        double intercept = oneClass ? Double.NaN : LogisticFit.interceptFor(logits, churned, weights);
        double ece = CalibrationBin.error(CalibrationBin.of(p, churned, weights, 10));
        return new ChurnMetrics(
                p.length,
                rate / total,
                loss / total,
                brier / total,
                RankOrder.of(p).auc(churned, weights),
                slope,
                intercept,
                ece);
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
