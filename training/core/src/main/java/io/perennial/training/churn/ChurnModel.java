package io.perennial.training.churn;

import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.model.Outputs;
import io.perennial.scoring.registry.Metric;
import io.perennial.scoring.score.InactiveBy;
import io.perennial.training.evaluation.CalibrationBin;
import io.perennial.training.evaluation.Chosen;
import io.perennial.training.evaluation.Decile;
import io.perennial.training.evaluation.SliceFigures;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.rate.CarriedRate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The churn model to publish, and how it was chosen.
 *
 * @param chosen      the recipe that won
 * @param probability the calibrated probability
 * @param band        its calibration uncertainty
 * @param score       the score that libraries speak of, before calibration
 * @param candidates  every candidate and naive rule, in the order tried
 * @param curve       calibration curve on the reported rows
 * @param deciles     deciles on those rows
 * @param slices      figures by part of the users on those rows; empty where not told
 * @param heldOut     for each labelled row the probability by a model that did not see its user; NaN where none
 * @param backtested  for each labelled row the probability by the back-tested model; NaN where it learned from the row
 * @param timing      when users come back, for the days between; empty for a table, which has no days
 * @param rate        purchases over a horizon that no closed window has; empty where one has
 */
@SuppressWarnings("ArrayRecordComponent") // Columns over the labelled rows; models are never compared.
public record ChurnModel(
        Chosen chosen,
        Learned probability,
        Band band,
        Learned score,
        List<Candidate> candidates,
        List<CalibrationBin> curve,
        List<Decile> deciles,
        List<SliceFigures> slices,
        double[] heldOut,
        double[] backtested,
        Optional<ReturnCurve> timing,
        Optional<CarriedRate> rate) {

    /** Adds all outputs to a draft. */
    public void addTo(ModelDraft draft) {
        int node = probability.addTo(draft);
        draft.output(Outputs.CHURN_PROBABILITY, node);
        draft.output(Outputs.CHURN_LOW, draft.add(band.lowNode(node)));
        draft.output(Outputs.CHURN_HIGH, draft.add(band.highNode(node)));
        timing.ifPresent(returns -> addCurve(draft, returns, node));
    }

    private static void addCurve(ModelDraft draft, ReturnCurve returns, int probability) {
        int curve = returns.addCurve(draft, probability);
        Ints ends = returns.intervals().ends();
        for (int i = 0; i < ends.size() - 1; i++) {
            draft.output(InactiveBy.output(ends.get(i)), draft.add(new Select(curve, Ints.of(i))));
        }
    }

    /** The figures of the chosen candidate on the reported rows, by name; empty where nothing was judged. */
    public Map<String, Metric> metrics() {
        return candidates.stream()
                .filter(one -> one.id().equals(chosen.family()) && one.judged() != null)
                .findFirst()
                .map(Candidate::metrics)
                .orElseGet(Map::of);
    }
}
