package io.perennial.http.decision;

import io.perennial.scoring.explain.Target;
import io.perennial.scoring.model.ModelId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One prediction as it was told, once or often, under the same versions and of the same inputs.
 *
 * @param answers the newest first, at least one
 */
public record Told(List<Decision> answers) {

    public Told {
        answers = List.copyOf(answers);
    }

    /**
     * What was told, prediction by prediction, the newest first.
     *
     * @param decisions the newest first
     */
    static List<Told> of(List<Decision> decisions) {
        Map<String, List<Decision>> predictions = new LinkedHashMap<>();
        decisions.forEach(decision -> predictions
                .computeIfAbsent(decision.predictionId(), any -> new ArrayList<>())
                .add(decision));
        return predictions.values().stream().map(Told::new).toList();
    }

    /** The latest answer. */
    public Decision newest() {
        return answers.get(0);
    }

    /** When it was told first. */
    public Instant first() {
        return answers.get(answers.size() - 1).at();
    }

    /** When it was told last. */
    public Instant last() {
        return newest().at();
    }

    /** The number that was told of a target; NaN where it was not asked for. */
    public double value(Target target) {
        return answers.stream()
                .mapToDouble(answer -> answer.values().getOrDefault(target.output(), Double.NaN))
                .filter(value -> !Double.isNaN(value))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** The version of a model that answered; empty where none of its name did. */
    public Optional<ModelId> model(String name) {
        return newest().models().stream().filter(id -> id.name().equals(name)).findFirst();
    }
}
