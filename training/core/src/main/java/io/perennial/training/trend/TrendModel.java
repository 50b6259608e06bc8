package io.perennial.training.trend;

import io.perennial.scoring.registry.Metric;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.publish.Equality;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The trend model to publish, and how it was chosen.
 *
 * @param family     id of the candidate that won
 * @param nodes      adds its outputs to a draft: six blocks, their sum and, where they could be learned, intervals
 * @param origin     file name and bytes of what the library keeps, if a library is behind it
 * @param equality   proof that the published form says what that library says
 * @param candidates every candidate; none where nothing could be judged
 * @param judgedOn   which rows the reported figures are of
 * @param verdict    what judging said, one sentence
 * @param notes      what else a reader must know
 */
public record TrendModel(
        String family,
        Consumer<ModelDraft> nodes,
        Optional<OriginFile> origin,
        Equality equality,
        List<TrendCandidate> candidates,
        String judgedOn,
        String verdict,
        List<String> notes) {

    /** The one number read from upstream: the lifetime value. */
    public static final int UPSTREAM_WIDTH = 1;

    /** What the library that trained it keeps. */
    @SuppressWarnings("ArrayRecordComponent") // Bytes of a file, never compared.
    public record OriginFile(String name, byte[] bytes) {}

    /** Adds all outputs to a draft. */
    public void addTo(ModelDraft draft) {
        nodes.accept(draft);
    }

    /** Whether a naive rule won. */
    public boolean naive() {
        return candidates.stream().anyMatch(one -> one.id().equals(family) && one.naive());
    }

    /** The figures of the chosen candidate, by name; empty where nothing could be judged. */
    public Map<String, Metric> metrics() {
        return candidates.stream()
                .filter(one -> one.id().equals(family))
                .findFirst()
                .map(one -> Map.of(
                        "rmse", Metric.of(one.rmse()),
                        "mae", Metric.of(one.mae()),
                        "sum_ratio", Metric.of(one.sumRatio())))
                .orElseGet(Map::of);
    }
}
