package io.perennial.training.value;

import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import io.perennial.training.evaluation.ValueMetrics;

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
        Interval gap) {}
