package io.perennial.scoring.model;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Graph;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a graph must give to answer under a name: without it the first score would fail, not the load. */
final class RequiredOutputs {

    private RequiredOutputs() {}

    /** The first output a graph lacks for the model of a name. */
    static Optional<String> missing(String name, Graph graph) {
        return of(name).stream()
                .filter(output -> !graph.outputs().containsKey(output))
                .findFirst();
    }

    private static List<String> of(String name) {
        return switch (name) {
            case "churn" -> List.of("churn_probability", "churn_low", "churn_high");
            case "ltv" -> List.of("value_if_retained", "ltv", "ltv_low", "ltv_high");
            case "trend" ->
                IntStream.rangeClosed(1, TrendSequence.FUTURE_BLOCKS)
                        .mapToObj(block -> "trend_m" + block)
                        .toList();
            default -> List.of();
        };
    }
}
