package io.perennial.http.live;

import io.perennial.http.api.Problem;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.score.Scorer;
import java.util.List;
import java.util.Optional;

/**
 * All that one answer is made from. Immutable: a request takes it once and sees no other, so no answer ever mixes
 * versions.
 *
 * @param scorer     the models; empty until a churn model may answer
 * @param population everybody the batch scored; empty where none is loaded
 * @param refusals   what may not answer, and why
 */
public record ServingState(Optional<Scorer> scorer, Optional<ServedPopulation> population, List<Refusal> refusals) {

    public ServingState {
        refusals = List.copyOf(refusals);
    }

    /** The state before anything was read. */
    static ServingState nothing() {
        return new ServingState(Optional.empty(), Optional.empty(), List.of());
    }

    /** Whether users can be scored. */
    public boolean isReady() {
        return scorer.isPresent();
    }

    /** The scorer, or the problem that there is none. */
    public Scorer requireScorer() {
        return scorer.orElseThrow(
                () -> Problem.of(Problem.Kind.NOT_READY, reason()).with("Retry-After", "2"));
    }

    /** Why it is not ready; empty where it is. */
    public String reason() {
        if (isReady()) {
            return "";
        }
        return refusals.stream()
                .map(Refusal::reason)
                .findFirst()
                .orElse("no churn model is champion; train one, or run: perennial models promote churn VERSION");
    }

    /** The models that answer: churn, then those that follow it. */
    public List<LoadedModel> models() {
        return scorer.map(ServingState::models).orElse(List.of());
    }

    private static List<LoadedModel> models(Scorer scorer) {
        return java.util.stream.Stream.of(Optional.of(scorer.churn()), scorer.ltv(), scorer.trend())
                .flatMap(Optional::stream)
                .toList();
    }
}
