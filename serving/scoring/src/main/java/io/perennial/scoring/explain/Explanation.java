package io.perennial.scoring.explain;

import io.perennial.features.feature.Part;
import io.perennial.scoring.model.ModelId;
import java.util.List;
import java.util.Optional;

/**
 * A score and its parts: {@code score = baseline + context + sum of the contributions}, within
 * {@link #BOUND} x max(1, |score|), checked when it was made.
 *
 * @param target     which score
 * @param model      the version that gave it
 * @param score      the served value, unrounded
 * @param baseline   mean score of the reference rows
 * @param references how many reference rows
 * @param context    mean score of the references with the user's context, less the baseline
 * @param dimensions the contributions of the schema's parts, in their order
 * @param error      |baseline + context + contributions - score|
 * @param reasons    at most {@value #MOST_REASONS}, the strongest first
 * @param features   single features on the margin; empty where the model is not one tree ensemble
 */
public record Explanation(
        Target target,
        ModelId model,
        double score,
        double baseline,
        int references,
        double context,
        List<Contribution> dimensions,
        double error,
        List<Reason> reasons,
        Optional<FeatureBlock> features)
        implements ExplanationResult {

    /** How far parts may miss the score, relative to max(1, |score|). */
    public static final double BOUND = 1e-9;

    /** More than four reasons are not likely to help. */
    public static final int MOST_REASONS = 4;

    public Explanation {
        dimensions = List.copyOf(dimensions);
        reasons = List.copyOf(reasons);
    }

    @Override
    public List<String> reasonCodes() {
        return reasons.stream().map(Reason::code).toList();
    }

    /** Baseline, context and contributions added up. */
    public double sum() {
        double sum = baseline + context;
        for (Contribution contribution : dimensions) {
            sum += contribution.value();
        }
        return sum;
    }

    /**
     * What one part adds.
     *
     * @param dimension the dimension, or the group of a table's columns
     * @param value     its exact Shapley value, in the unit of the score; exactly 0 where it has no data
     * @param low       lower end of the 90 % interval of its mean over resampled references
     * @param high      upper end
     */
    public record Contribution(Part dimension, double value, double low, double high) {}

    /**
     * Single features on the margin, the number before calibration; it has its own baseline and sum and does not add
     * up with the dimensions.
     *
     * @param unit     unit of the margin: {@code log-odds} before a probability, else {@code margin}
     * @param baseline margin with every feature unknown
     * @param margin   the user's margin
     * @param values   contribution of each feature in schema order; 0 where the model does not read it
     * @param error    |baseline + values - margin|
     */
    public record FeatureBlock(String unit, double baseline, double margin, List<Double> values, double error) {

        public FeatureBlock {
            values = List.copyOf(values);
        }
    }
}
