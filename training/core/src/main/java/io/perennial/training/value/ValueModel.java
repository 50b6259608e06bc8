package io.perennial.training.value;

import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.model.Outputs;
import io.perennial.scoring.registry.Metric;
import io.perennial.scoring.score.Outlook;
import io.perennial.training.evaluation.Chosen;
import io.perennial.training.evaluation.Decile;
import io.perennial.training.evaluation.SliceFigures;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The value model to publish, and how it was chosen.
 *
 * @param chosen     the recipe that won
 * @param ifRetained value given activity in the window
 * @param purchases  expected purchase occasions
 * @param alive      probability of not having left, where identified
 * @param interval   90 % prediction interval of the value
 * @param median     its median
 * @param learned    what the library learned, before calibration
 * @param candidates every candidate and naive rule
 * @param deciles    deciles of predicted value on the reported rows
 * @param slices     figures by part of the users on those rows; empty where not told
 * @param coverage   how the interval did on rows it was not learned from
 * @param heldOut    for each labelled row its value by a model that did not see the user; NaN where none
 * @param horizons   the value over other horizons; empty until learned
 */
@SuppressWarnings("ArrayRecordComponent") // A column over the labelled rows; models are never compared.
public record ValueModel(
        Chosen chosen,
        Learned ifRetained,
        Purchases purchases,
        Optional<Learned> alive,
        ValueInterval interval,
        ValueMedian median,
        Learned learned,
        List<ValueCandidate> candidates,
        List<Decile> deciles,
        List<SliceFigures> slices,
        ValueInterval.Coverage coverage,
        double[] heldOut,
        Optional<Horizons> horizons) {

    /**
     * The same model with its outlook, which is noted.
     *
     * @param more notes
     */
    ValueModel with(Horizons outlook, List<String> more) {
        return new ValueModel(
                chosen.noting(List.of(outlook.note())).noting(more),
                ifRetained,
                purchases,
                alive,
                interval,
                median,
                learned,
                candidates,
                deciles,
                slices,
                coverage,
                heldOut,
                Optional.of(outlook));
    }

    /** The one number read from upstream: the churn probability. */
    public static final int UPSTREAM_WIDTH = 1;

    /** The node of the churn probability. */
    static int churn(ModelDraft draft) {
        return draft.input(Input.Source.UPSTREAM, UPSTREAM_WIDTH);
    }

    /** Adds all outputs to a draft; the churn probability comes from upstream, so the two models never disagree. */
    public void addTo(ModelDraft draft) {
        int churn = churn(draft);
        int retained = ifRetained.addTo(draft);
        int ltv = draft.add(new Product(Ints.of(churn, retained), Ints.of(1, 0)));
        draft.output(Outputs.VALUE_IF_RETAINED, retained);
        draft.output(Outputs.LTV, ltv);
        int low = draft.add(interval.lowNode(ltv));
        int high = draft.add(interval.highNode(ltv));
        draft.output(Outputs.LTV_LOW, low);
        draft.output(Outputs.LTV_HIGH, high);
        int expected = purchases.addTo(draft, churn);
        draft.output(Outputs.EXPECTED_PURCHASES, expected);
        draft.output(Outlook.LTV_MEDIAN, Numbers.within(draft, median.addTo(draft, retained, churn), low, high));
        purchases.median().ifPresent(steps -> draft.output(Outlook.PURCHASES_MEDIAN, draft.add(steps.node(expected))));
        horizons.ifPresent(others -> others.addTo(draft, ltv, churn));
        // Who will stay has not left: where the churn model knows better than the family, the family gives way.
        alive.ifPresent(
                number -> draft.output(Outputs.P_ALIVE, Purchases.atLeastStaying(draft, number.addTo(draft), churn)));
    }

    /** The figures of the chosen candidate on the reported rows and the coverage of its interval, by name. */
    public Map<String, Metric> metrics() {
        Map<String, Metric> metrics = new TreeMap<>();
        candidates.stream()
                .filter(one -> one.id().equals(chosen.family()) && !one.asItStands() && one.judged() != null)
                .forEach(one -> metrics.putAll(one.metrics()));
        metrics.put("interval_coverage", Metric.of(coverage.share()));
        metrics.put("interval_below", Metric.of(coverage.below()));
        metrics.put("interval_above", Metric.of(coverage.above()));
        return metrics;
    }
}
