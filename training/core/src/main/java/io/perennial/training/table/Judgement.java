package io.perennial.training.table;

import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.CalibrationBin;
import io.perennial.training.evaluation.ChurnMetrics;
import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import io.perennial.training.evaluation.ExpectedMaximumProfit;
import io.perennial.training.evaluation.ExpectedMaximumProfit.Campaign;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How one candidate did in a cross-validation. Each figure is the mean over the repeats of that of the pooled held-out
 * rows of a repeat; AUC is the mean over folds.
 *
 * @param id            the candidate
 * @param auc           probability that a random churner ranks above a random stayer of the same fold
 * @param aucSpread     its standard deviation over repeats
 * @param logLoss       mean negative log-likelihood in nats
 * @param logLossSpread its standard deviation over repeats
 * @param brier         mean squared error
 * @param slope         calibration slope, 1 is calibrated; NaN where everybody in a fold is told the same
 * @param intercept     calibration in the large, 0 is calibrated
 * @param interceptLow  lower end of its 95 % interval
 * @param interceptHigh upper end
 * @param ece           mean gap of rate and probability over ten bins of equal count
 * @param eceNoise      what ece of a perfectly calibrated model stays below in 95 of 100 draws of the outcomes
 * @param lift          churn rate of the tenth at highest risk over that of all
 * @param profit        expected maximum profit a customer by the paper's campaign and value of 200
 * @param difference    log loss of what was chosen less its own, paired and drawn with copies of a row together; below 0 the
 *                      chosen one is better
 */
record Judgement(
        String id,
        double auc,
        double aucSpread,
        double logLoss,
        double logLossSpread,
        double brier,
        double slope,
        double intercept,
        double interceptLow,
        double interceptHigh,
        double ece,
        double eceNoise,
        double lift,
        double profit,
        Interval difference) {

    private static final int DRAWS = 400;
    private static final double NORMAL_975 = 1.959964;
    private static final int BINS = 10;

    /** Judges every candidate of a cross-validation, in its order. */
    static List<Judgement> of(CrossValidation judged, Rows rows, LossDraws losses, long seed) {
        List<Judgement> all = new ArrayList<>();
        judged.predictions().keySet().forEach(id -> all.add(of(id, judged, rows, losses, seed)));
        return all;
    }

    private static Judgement of(String id, CrossValidation judged, Rows rows, LossDraws draws, long seed) {
        List<double[]> repeats = judged.predictions().get(id);
        double[] churned = rows.churned();
        double[] ones = rows.weights();
        List<ChurnMetrics> metrics = judged.metrics(id, rows);
        ChurnMetrics mean = ChurnMetrics.mean(metrics);
        double[] aucs = metrics.stream().mapToDouble(ChurnMetrics::auc).toArray();
        double[] losses = metrics.stream().mapToDouble(ChurnMetrics::logLoss).toArray();
        double error = NORMAL_975 * interceptError(repeats.get(0));
        return new Judgement(
                id,
                mean.auc(),
                spread(aucs),
                mean.logLoss(),
                spread(losses),
                mean.brier(),
                mean.slope(),
                mean.intercept(),
                mean.intercept() - error,
                mean.intercept() + error,
                mean.ece(),
                eceNoise(repeats.get(0), ones, seed),
                mean(repeats, p -> lift(p, churned, ones)),
                mean(repeats, p -> profit(p, churned, ones)),
                draws.difference(CrossValidation.CHOSEN, id));
    }

    private static double mean(List<double[]> repeats, ToDoubleFunction<double[]> figure) {
        return repeats.stream().mapToDouble(figure).average().orElseThrow();
    }

    private static double spread(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        return values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
    }

    /** The standard error of the intercept with the slope held at 1, from the expected information. */
    private static double interceptError(double[] p) {
        return 1 / Math.sqrt(Arrays.stream(p).map(x -> x * (1 - x)).sum());
    }

    private static double eceNoise(double[] p, double[] ones, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] errors = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] outcomes =
                    Arrays.stream(p).map(x -> random.nextDouble() < x ? 1 : 0).toArray();
            errors[draw] = CalibrationBin.error(CalibrationBin.of(p, outcomes, ones, BINS));
        }
        Arrays.sort(errors);
        return errors[(int) (0.95 * DRAWS) - 1];
    }

    private static double lift(double[] p, double[] churned, double[] ones) {
        List<CalibrationBin> bins = CalibrationBin.of(p, churned, ones, BINS);
        return bins.get(bins.size() - 1).actual()
                / Arrays.stream(churned).average().orElseThrow();
    }

    private static double profit(double[] p, double[] churned, double[] ones) {
        return ExpectedMaximumProfit.of(
                        p, churned, ones, ExpectedMaximumProfit.VALUE_OF_THE_PAPER, Campaign.ofThePaper())
                .profit();
    }
}
