package io.perennial.http.live;

import io.perennial.http.api.Problem;
import io.perennial.scoring.explain.Explainer;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.score.Scorer;
import java.util.List;
import java.util.Optional;

/**
 * All that one answer is made from. Immutable: a request takes it once and sees no other, so no answer ever mixes
 * versions.
 *
 * @param scorer     the models; empty until a churn model may answer
 * @param explainer  why the models say what they say; there whenever the scorer is
 * @param population everybody the batch scored; empty where none is loaded
 * @param refusals   what may not answer, and why
 * @param reason     why the server is not ready; empty where every champion, or the last good version before it,
 *                   answers
 */
public record ServingState(
        Optional<Scorer> scorer,
        Optional<Explainer> explainer,
        Optional<ServedPopulation> population,
        List<Refusal> refusals,
        String reason) {

    public ServingState {
        refusals = List.copyOf(refusals);
    }

    /** The state before anything was read. */
    static ServingState nothing() {
        return new ServingState(
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(), "the registry was not read yet");
    }

    /** The explainer of {@link #requireScorer}. */
    public Explainer requireExplainer() {
        return explainer.orElseThrow(
                () -> Problem.of(Problem.Kind.NOT_READY, reason()).with("Retry-After", "2"));
    }

    /** Whether everything that is published answers. */
    public boolean isReady() {
        return reason.isEmpty();
    }

    /** The scorer, or the problem that there is none. */
    public Scorer requireScorer() {
        return scorer.orElseThrow(
                () -> Problem.of(Problem.Kind.NOT_READY, reason()).with("Retry-After", "2"));
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
