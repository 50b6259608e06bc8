package io.perennial.scoring.explain;

import io.perennial.scoring.explain.Explanation.Contribution;
import java.util.List;

/**
 * The difference between two scores of one user and its parts:
 * {@code to = from + context + dimensions + model + calibration}, within {@link Explanation#BOUND} x max(1, |to|),
 * checked when it was made.
 *
 * <p>Context and dimensions are what the user's own data did, told by the later models with the earlier self as the
 * one reference row; what other models made of the earlier data comes before that.
 *
 * @param target      which score
 * @param from        the earlier value, unrounded
 * @param to          the later value, unrounded
 * @param context     what tenure, calendar and static attributes added
 * @param dimensions  what each part of the schema added, in its order
 * @param model       what other models added on the same data, before calibration; 0 where the models are the same
 * @param calibration what another calibration of the churn probability added; 0 where the models are the same
 * @param error       |from + all parts - to|
 */
public record Change(
        Target target,
        double from,
        double to,
        double context,
        List<Contribution> dimensions,
        double model,
        double calibration,
        double error)
        implements ChangeResult {

    public Change {
        dimensions = List.copyOf(dimensions);
    }

    /** What the user's own data did: context and dimensions. */
    public double data() {
        double sum = context;
        for (Contribution contribution : dimensions) {
            sum += contribution.value();
        }
        return sum;
    }

    /** The earlier value and all parts added up. */
    public double sum() {
        return from + model + calibration + data();
    }
}
