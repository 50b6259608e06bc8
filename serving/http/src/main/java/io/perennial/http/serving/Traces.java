package io.perennial.http.serving;

import io.perennial.http.api.Caller;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.decision.Decision;
import io.perennial.http.decision.DecisionLog;
import io.perennial.http.decision.Feedback;
import io.perennial.http.decision.Replay;
import io.perennial.scoring.explain.ReasonCode;
import java.util.List;
import java.util.Set;

/**
 * Predictions of the decision log, and what people say of them.
 *
 * @param serving whose log it is
 */
public record Traces(Serving serving) {

    private static final int MOST_ANSWERS = 1_000;

    /**
     * The log.
     *
     * @throws Problem where none is kept
     */
    public DecisionLog log() {
        return serving.decisions()
                .log()
                .orElseThrow(() -> Problem.of(
                        Kind.NOT_READY,
                        "no decision log is kept, so nothing can be traced; serve with --decisions DIR"));
    }

    /**
     * The answers of a prediction, the newest first, at least one.
     *
     * @throws Problem where there is none
     */
    public List<Decision> decisions(String prediction) {
        List<Decision> decisions =
                prediction.matches("p-[0-9a-f]{32}") ? log().ofPrediction(prediction, MOST_ANSWERS) : List.of();
        if (decisions.isEmpty()) {
            throw unknown(prediction);
        }
        return decisions;
    }

    private static Problem unknown(String prediction) {
        return Problem.of(
                Kind.UNKNOWN_PREDICTION,
                "the decision log has no prediction '" + Request.shown(prediction)
                        + "'; the id is 'predictionId' of an answer, and the oldest are deleted when the log is full");
    }

    /**
     * Keeps what a person says of a prediction.
     *
     * @param said kind, and as they apply the code of a reason and a text
     * @throws Problem where the prediction is not in the log, or a field can't be used
     */
    public Feedback keep(String prediction, Fields said, Caller by) {
        Decision decision = decisions(prediction).get(0);
        said.only(Set.of("kind", "reason", "text"));
        Feedback feedback = new Feedback(
                serving.clock().instant(),
                prediction,
                decision.user(),
                decision.models().stream().map(Object::toString).toList(),
                Feedback.Kind.of(said.word("kind", Feedback.Kind.SAID)),
                reason(said, decision),
                text(said),
                by.id());
        if (!log().feedback().add(feedback)) {
            throw unknown(prediction); // The user was erased meanwhile.
        }
        return feedback;
    }

    private String reason(Fields said, Decision decision) {
        String reason = said.optionalText("reason").orElse("");
        if (!reason.isEmpty() && !isCode(reason, decision)) {
            throw said.wrong(
                    "reason", "the code of a reason that models of the prediction give, such as RC-SILENCE_DAYS-UP");
        }
        return reason;
    }

    /** Where the models are gone, nobody knows which reasons they gave: what has the form of a code is taken. */
    private boolean isCode(String reason, Decision decision) {
        return reason.length() <= Feedback.LONGEST_TEXT
                && ReasonCode.read(reason)
                        .filter(code -> new Replay(serving.live().past())
                                .schema(decision)
                                .map(code::isOf)
                                .orElse(true))
                        .isPresent();
    }

    private static String text(Fields said) {
        String text = said.optionalText("text")
                .orElse("")
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        if (text.codePointCount(0, text.length()) > Feedback.LONGEST_TEXT) {
            throw said.wrong("text", "a text of at most " + Feedback.LONGEST_TEXT + " characters");
        }
        return text;
    }
}
