package io.perennial.training.table;

import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.ChurnMetrics;
import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import io.perennial.training.evaluation.PairedBootstrap;
import io.perennial.training.evaluation.PairedBootstrap.Drawn;
import io.perennial.training.evaluation.Statistic;
import io.perennial.training.evaluation.Statistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The log loss of every candidate of a cross-validation, mean over repeats, on the same draws of the rows, copies of a row
 * together. Whoever tells how two candidates differ asks here, so that one difference has one interval.
 *
 * @param drawn by candidate
 */
record LossDraws(Map<String, Drawn> drawn) {

    /** How many draws. */
    static final int DRAWS = 400;

    /** A difference that is a smaller share of the losses is what sums were rounded by. */
    private static final double ROUNDING = 1e-9;

    static LossDraws of(CrossValidation judged, Rows rows, long seed) {
        Map<String, Statistic> losses = new LinkedHashMap<>();
        judged.predictions().forEach((id, repeats) -> losses.put(id, loss(repeats, rows)));
        return new LossDraws(new PairedBootstrap(Twins.units(rows), DRAWS, seed).of(losses));
    }

    private static Statistic loss(List<double[]> repeats, Rows rows) {
        return Statistics.mean(rows.size(), i -> repeats.stream()
                .mapToDouble(p -> ChurnMetrics.logLoss(p[i], rows.churned(i)))
                .average()
                .orElseThrow());
    }

    /** The log loss of a candidate with its 90 % interval. */
    Interval of(String id) {
        return drawn.get(id).interval();
    }

    /**
     * The log loss of one candidate less that of another with its 90 % interval: below 0 the first is better. Equal
     * predictions reached by other sums are a tie.
     */
    Interval difference(String one, String other) {
        return drawn.get(one)
                .minus(drawn.get(other))
                .interval()
                .rounded(ROUNDING * drawn.get(other).estimate());
    }
}
