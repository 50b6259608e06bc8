package io.perennial.training.churn;

import io.perennial.scoring.registry.Metric;
import io.perennial.training.evaluation.ChurnMetrics;
import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import java.util.Map;

/**
 * How one candidate did.
 *
 * @param id          its id
 * @param naive       whether it is a naive rule
 * @param description what it is, one sentence
 * @param obstacle    why it could not be learned, or empty
 * @param selection   figures on the rows it was chosen by, each row judged by a calibrator that did not see its user
 * @param judged      figures on the rows it is reported on; the same rows where no later period is left
 * @param logLoss     log loss on the reported rows with its interval
 * @param gap         log loss on the rows of choice less that of the best naive rule, with its interval; below 0 is
 *                    better
 * @param reportedGap the same on the reported rows, against the same rule
 */
public record Candidate(
        String id,
        boolean naive,
        String description,
        String obstacle,
        ChurnMetrics selection,
        ChurnMetrics judged,
        Interval logLoss,
        Interval gap,
        Interval reportedGap) {

    /** A candidate that could not be learned, without figures. */
    static Candidate obstructed(ChurnRecipe recipe, String obstacle) {
        return new Candidate(
                recipe.id(), recipe.isNaive(), recipe.description(), obstacle, null, null, null, null, null);
    }

    /** The figures on the reported rows as they go into a manifest; call only where it was judged. */
    Map<String, Metric> metrics() {
        return Map.of(
                "log_loss", logLoss.asMetric(),
                "brier", Metric.of(judged.brier()),
                "auc", Metric.of(judged.auc()),
                "calibration_slope", Metric.of(judged.slope()),
                "calibration_intercept", Metric.of(judged.intercept()),
                "ece", Metric.of(judged.ece()),
                "log_loss_gap_to_naive", reportedGap.asMetric());
    }
}
