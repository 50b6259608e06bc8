package io.perennial.training.table;

import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import io.perennial.training.evaluation.ExpectedMaximumProfit;
import io.perennial.training.evaluation.ExpectedMaximumProfit.Campaign;
import io.perennial.training.evaluation.PairedBootstrap;
import io.perennial.training.evaluation.RankOrder;
import io.perennial.training.evaluation.Statistic;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What was chosen against a rival on the same folds: figures of the chosen less those of the rival, with 90 % intervals
 * by drawing copies of a row together. Both are judged on every draw, AUC within each fold, so that what is hard for both
 * cancels.
 *
 * <p>Not inferior means that the worse end of the interval is within the margin, a test at 5 % (Piaggio and others 2012,
 * JAMA 308): the margins, half the standard error that AUC has on some thousand rows, and half a percent of a usual log
 * loss, are stated here and not after seeing figures.
 *
 * @param rival          id of the rival
 * @param auc            difference of the mean AUC within folds; above 0 the chosen is better
 * @param logLoss        difference in nats; below 0 the chosen is better
 * @param profit         difference of the expected maximum profit a customer; above 0 the chosen is better
 * @param aucMargin      how much less AUC would still count as not inferior
 * @param logLossMargin  how much more log loss would
 * @param isNotInferior  whether both intervals are within their margins
 */
record Comparison(
        String rival,
        Interval auc,
        Interval logLoss,
        Interval profit,
        double aucMargin,
        double logLossMargin,
        boolean isNotInferior) {

    /** Half the standard error of an AUC near .85 on some thousand rows, .004. */
    static final double AUC_MARGIN = 0.002;

    /** Half a percent of a log loss of .4. */
    static final double LOG_LOSS_MARGIN = 0.002;

    private static final int PROFIT_DRAWS = 200;

    /** The chosen against each of these rivals. */
    static List<Comparison> of(CrossValidation judged, List<String> rivals, Rows rows, LossDraws losses, long seed) {
        String[] units = Twins.units(rows);
        PairedBootstrap draws = new PairedBootstrap(units, LossDraws.DRAWS, seed);
        PairedBootstrap few = new PairedBootstrap(units, PROFIT_DRAWS, seed);
        Figures chosen = Figures.of(judged.predictions().get(CrossValidation.CHOSEN), judged, rows, draws, few);
        return rivals.stream()
                .map(rival -> of(
                        rival,
                        losses.difference(CrossValidation.CHOSEN, rival),
                        chosen,
                        Figures.of(judged.predictions().get(rival), judged, rows, draws, few)))
                .toList();
    }

    private static Comparison of(String rival, Interval logLoss, Figures chosen, Figures other) {
        Interval auc = chosen.auc.minus(other.auc).interval();
        return new Comparison(
                rival,
                auc,
                logLoss,
                chosen.profit.minus(other.profit).interval(),
                AUC_MARGIN,
                LOG_LOSS_MARGIN,
                auc.low() > -AUC_MARGIN && logLoss.high() < LOG_LOSS_MARGIN);
    }

    /** How the chosen is worse than plain regression beyond chance: the log loss above it with the whole interval; else none. */
    static Optional<Interval> worseThanPlain(List<Comparison> comparisons) {
        return comparisons.stream()
                .filter(one -> one.rival.equals(Formula.PLAIN.id()))
                .map(Comparison::logLoss)
                .filter(loss -> loss.low() > 0)
                .findFirst();
    }

    /** One candidate's figures, each the mean over repeats, on all draws. */
    private record Figures(PairedBootstrap.Drawn auc, PairedBootstrap.Drawn profit) {

        static Figures of(
                List<double[]> repeats, CrossValidation judged, Rows rows, PairedBootstrap draws, PairedBootstrap few) {
            double[] churned = rows.churned();
            WithinFolds within = WithinFolds.of(repeats, judged.folds(), churned);
            return new Figures(
                    draws.of(weights ->
                            Arrays.stream(within.aucs(weights)).average().orElseThrow()),
                    few.of(meanProfit(repeats, churned)));
        }
    }

    private static Statistic meanProfit(List<double[]> repeats, double[] churned) {
        List<RankOrder> orders = repeats.stream().map(RankOrder::of).toList();
        double[] values = new double[churned.length];
        Arrays.fill(values, ExpectedMaximumProfit.VALUE_OF_THE_PAPER);
        return weights -> orders.stream()
                .mapToDouble(order -> ExpectedMaximumProfit.of(order, churned, weights, values, Campaign.ofThePaper())
                        .profit())
                .average()
                .orElseThrow();
    }
}
