package io.perennial.http.live;

import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an operator is told when what answers changes.
 *
 * @param problems what may not answer, and why nothing does
 * @param changes  what answers from now on, and that the server is ready again
 */
record SwapNews(List<String> problems, List<String> changes) {

    /** What one state brings after another. */
    static SwapNews of(ServingState before, ServingState after) {
        List<String> problems = new ArrayList<>();
        after.refusals().stream()
                .filter(refusal -> !before.refusals().contains(refusal))
                .forEach(refusal -> problems.add(refusal.sentence()));
        if (!after.isReady() && !after.reason().equals(before.reason())) {
            problems.add("not ready: " + after.reason());
        }
        return new SwapNews(problems, before.isRead() ? changes(before, after) : List.of());
    }

    private static List<String> changes(ServingState before, ServingState after) {
        List<String> changes = new ArrayList<>();
        List<ModelId> old = answering(before);
        List<ModelId> now = answering(after);
        now.stream().filter(id -> !old.contains(id)).forEach(id -> changes.add(id.named() + " answers"));
        old.stream()
                .map(ModelId::name)
                .filter(name -> now.stream().noneMatch(id -> id.name().equals(name)))
                .forEach(name -> changes.add("no " + name + " answers any more"));
        if (after.isReady() && !before.isReady()) {
            changes.add("ready again");
        }
        return changes;
    }

    private static List<ModelId> answering(ServingState state) {
        return Stream.concat(
                        state.models().stream().map(LoadedModel::id),
                        state.population().map(ServedPopulation::id).stream())
                .toList();
    }
}
