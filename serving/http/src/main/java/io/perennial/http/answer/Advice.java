package io.perennial.http.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.Outreach;
import io.perennial.features.profile.WinBack;
import io.perennial.http.api.Json;
import io.perennial.http.api.Schema;
import io.perennial.http.ledger.KnownUser;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import java.util.Arrays;

/**
 * What to do about a user as known now: what pages recommend, and what a contact is refused by.
 *
 * @param sent what the user was sent until now
 * @param what whether to act, and how
 */
public record Advice(Outreach sent, WinBack what) {

    /** The advice of one state. */
    public static Advice of(ServingState state, KnownUser known, Score score) {
        Scorer scorer = state.requireScorer();
        Outreach sent = known.outreach(((FeatureSchema) scorer.schema()).context());
        double probability = score.churn().map(Score.ChurnScore::probability).orElse(Double.NaN);
        return new Advice(
                sent, WinBack.of(probability, sent, scorer.grades(), state.arm().mayAct()));
    }

    /** The JSON Schema of {@link #json}. */
    public static ObjectNode schema() {
        ObjectNode cause = Json.object().put("description", "why not; null where one may");
        cause.putArray("type").add("string").add("null");
        Arrays.stream(WinBack.Cause.values()).map(WinBack.Cause::id).forEach(cause.putArray("enum")::add);
        cause.withArray("enum").addNull();
        return Schema.object()
                .with("allowed", Schema.truth())
                .with("cause", cause)
                .with("last", PersonView.day())
                .with(
                        "last28Days",
                        Schema.number(
                                "outreach of the last 28 days, today among them; at least that of the 28 days before the as-of where"
                                        + " nothing is known of the days since"))
                .with("unanswered", Schema.number("outreach since the user last answered one; null where not known"))
                .schema();
    }

    /** Whether the user may be contacted, and what was sent. */
    public ObjectNode json() {
        ObjectNode node = Json.object().put("allowed", what.bar().isEmpty());
        what.bar().ifPresentOrElse(cause -> node.put("cause", cause.id()), () -> node.putNull("cause"));
        PersonView.put(node, "last", sent.lastDay());
        Json.put(node, "last28Days", sent.recent());
        Json.put(node, "unanswered", sent.unanswered());
        return node;
    }
}
