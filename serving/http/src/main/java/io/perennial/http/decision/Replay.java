package io.perennial.http.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.Schema;
import io.perennial.http.answer.ExplanationView;
import io.perennial.http.answer.ScoreAnswer;
import io.perennial.http.answer.ScoreView;
import io.perennial.http.answer.Subject;
import io.perennial.http.api.Json;
import io.perennial.http.live.PastModels;
import io.perennial.http.live.ServingState;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Makes a logged answer again: the versions that answered then, opened from the registry and checked against the logged
 * digests, score and explain the logged inputs.
 */
public final class Replay {

    private final PastModels past;

    /** Replays with the versions of a registry. */
    public Replay(PastModels past) {
        this.past = past;
    }

    /**
     * An answer made again.
     *
     * @param answer with the pseudonym in the place of the user's id
     * @param digest SHA-256 of its bytes
     */
    public record Remade(ObjectNode answer, String digest) {}

    /** What names the numbers that a decision was made from; empty where its versions can't be opened any more. */
    public Optional<Schema> schema(Decision decision) {
        try {
            return Optional.of(past.answering(decision.models(), decision.arm(), decision.grades())
                    .requireScorer()
                    .schema());
        } catch (RuntimeException e) { // whatever it was: a trace without names is better than none
            return Optional.empty();
        }
    }

    /**
     * The answer of a decision, made again.
     *
     * @throws RuntimeException where a version is not there any more, or is not the one that answered, saying so
     */
    public Remade of(Decision decision) {
        ServingState state = past.answering(decision.models(), decision.arm(), decision.grades());
        ScoreView scores = new ScoreView(state, decision.today(), UnaryOperator.identity());
        return switch (decision.question().kind()) {
            case SCORE -> score(decision, state, scores);
            case EXPLANATION -> explanation(decision, state, scores);
        };
    }

    /** The id was made from the user's, which the log does not know: it is the logged one. */
    private static Remade score(Decision decision, ServingState state, ScoreView scores) {
        Subject subject = decision.subject();
        ScoreAnswer answer = scores.answer(subject, state.requireScorer().score(subject.row()))
                .withId(decision.predictionId())
                .withTrace();
        return new Remade(Json.object(answer), PseudonymousAnswer.digest(Json.written(answer)));
    }

    private static Remade explanation(Decision decision, ServingState state, ScoreView scores) {
        Question question = decision.question();
        ObjectNode answer = new ExplanationView(state, scores, question.language())
                .explanation(decision.subject(), question.target())
                .put("predictionId", decision.predictionId());
        return new Remade(Recorder.traced(answer), PseudonymousAnswer.digest(Json.bytes(answer)));
    }
}
