package io.perennial.training.trend;

import io.perennial.scoring.registry.Metric;
import io.perennial.training.evaluation.Chosen;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.publish.Equality;
import io.perennial.training.value.ValueInterval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The trend model to publish, and how it was chosen.
 *
 * @param chosen     the candidate that won
 * @param nodes      adds its outputs to a draft: six blocks, their sum and, where they could be learned, intervals
 * @param origin     file name and bytes of what the library keeps, if a library is behind it
 * @param equality   proof that the published form says what that library says
 * @param candidates every candidate; none where nothing could be judged
 * @param coverage   how its intervals did on users they were not learned from; empty where it has none
 */
public record TrendModel(
        Chosen chosen,
        Consumer<ModelDraft> nodes,
        Optional<OriginFile> origin,
        Equality equality,
        List<TrendCandidate> candidates,
        Optional<Coverage> coverage) {

    /** The one number read from upstream: the lifetime value. */
    public static final int UPSTREAM_WIDTH = 1;

    /** What the library that trained it keeps. */
    @SuppressWarnings("ArrayRecordComponent") // Bytes of a file, never compared.
    public record OriginFile(String name, byte[] bytes) {}

    /**
     * How intervals did on other users than they were learned from.
     *
     * @param block those of a block, in the mean over the six
     * @param total those of the sum of the six
     */
    public record Coverage(ValueInterval.Coverage block, ValueInterval.Coverage total) {}

    /** Adds all outputs to a draft. */
    public void addTo(ModelDraft draft) {
        nodes.accept(draft);
    }

    /** The figures of the chosen candidate and the coverage of a block's interval, by name; none where nothing could be judged. */
    public Map<String, Metric> metrics() {
        Map<String, Metric> metrics = new TreeMap<>();
        candidates.stream()
                .filter(one -> one.id().equals(chosen.family()))
                .findFirst()
                .ifPresent(one -> {
                    metrics.put("rmse", Metric.of(one.rmse()));
                    metrics.put("mae", Metric.of(one.mae()));
                    metrics.put("sum_ratio", Metric.of(one.sumRatio()));
                });
        coverage.ifPresent(held -> {
            metrics.put("interval_coverage", Metric.of(held.block().share()));
            metrics.put("interval_below", Metric.of(held.block().below()));
            metrics.put("interval_above", Metric.of(held.block().above()));
        });
        return metrics;
    }
}
