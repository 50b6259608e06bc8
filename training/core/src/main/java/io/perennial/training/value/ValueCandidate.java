package io.perennial.training.value;

import io.perennial.scoring.registry.Metric;
import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import io.perennial.training.evaluation.ValueMetrics;
import java.util.Map;

/**
 * How one value candidate did.
 *
 * @param id          its id
 * @param naive       whether it is a naive rule
 * @param asItStands  whether it is a naive rule without the churn model in front and without calibration
 * @param description what it is
 * @param obstacle    why it could not be learned, or empty
 * @param selection   figures on the rows it was chosen by
 * @param judged      figures on the rows it is reported on
 * @param squared     mean squared error on the reported rows, with its interval
 * @param gap         mean squared error on the rows of choice less that of the best naive rule; below 0 is better
 * @param reportedGap the same on the reported rows, against the same rule
 */
public record ValueCandidate(
        String id,
        boolean naive,
        boolean asItStands,
        String description,
        String obstacle,
        ValueMetrics selection,
        ValueMetrics judged,
        Interval squared,
        Interval gap,
        Interval reportedGap) {

    /** A candidate that could not be learned, without figures. */
    static ValueCandidate obstructed(ValueRecipe recipe, String obstacle) {
        return new ValueCandidate(
                recipe.id(), recipe.isNaive(), false, recipe.description(), obstacle, null, null, null, null, null);
    }

    /** The figures on the reported rows as they go into a manifest; call only where it was judged. */
    Map<String, Metric> metrics() {
        return Map.of(
                "rmse", new Metric(judged.rmse(), Math.sqrt(squared.low()), Math.sqrt(squared.high())),
                "mae", Metric.of(judged.mae()),
                "spearman", Metric.of(judged.spearman()),
                "normalized_gini", Metric.of(judged.nGini()),
                "sum_ratio", Metric.of(judged.sumRatio()));
    }
}
