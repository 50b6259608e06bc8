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
            case "churn" -> List.of(Outputs.CHURN_PROBABILITY, Outputs.CHURN_LOW, Outputs.CHURN_HIGH);
            case "ltv" -> List.of(Outputs.VALUE_IF_RETAINED, Outputs.LTV, Outputs.LTV_LOW, Outputs.LTV_HIGH);
            case "trend" ->
                IntStream.rangeClosed(1, TrendSequence.FUTURE_BLOCKS)
                        .mapToObj(Outputs::trend)
                        .toList();
            default -> List.of();
        };
    }
}
