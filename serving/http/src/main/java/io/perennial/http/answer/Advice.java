package io.perennial.http.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.Outreach;
import io.perennial.features.profile.Disturbance;
import io.perennial.features.profile.Playbook;
import io.perennial.features.profile.WinBack;
import io.perennial.http.api.Json;
import io.perennial.http.api.Schema;
import io.perennial.http.ledger.KnownUser;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What to do about a user as known now: what pages recommend, and what a contact is refused by.
 *
 * @param sent what the user was sent until now
 * @param what whether to act, and how
 */
public record Advice(Outreach sent, WinBack what) {

    /** The advice of one state: actions are those of a playbook, grades begin where those of the score do. */
    public static Advice of(ServingState state, KnownUser known, Score score, Playbook playbook) {
        Scorer scorer = state.requireScorer();
        Outreach sent = known.outreach(((FeatureSchema) scorer.schema()).context());
        return new Advice(
                sent,
                WinBack.of(
                        stake(score),
                        sent,
                        playbook.withGrades(scorer.grades()),
                        state.arm().mayAct()));
    }

    /** What a score says may be lost. */
    public static WinBack.Stake stake(Score score) {
        return new WinBack.Stake(
                score.churn().map(Score.ChurnScore::probability).orElse(Double.NaN),
                score.value().map(Score.ValueScore::expectedLoss).orElse(Double.NaN),
                score.profile().segment());
    }

    /** How much outreach disturbs the user, 0 to 100; empty where nothing is known of it. */
    public OptionalDouble disturbance() {
        return Disturbance.of(sent).index();
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
                .with("last7Days", Schema.number("outreach of the last 7 days, counted likewise"))
                .with("complaints28Days", Schema.number("complaints of the last 28 days; null where not known"))
                .with(
                        "disturbance",
                        Schema.number(
                                "over-contact index, 0 to 100; at 100 nothing more may be sent; null where not known"))
                .schema();
    }

    /** Whether the user may be contacted, and what was sent. */
    public ObjectNode json() {
        ObjectNode node = Json.object().put("allowed", what.bar().isEmpty());
        what.bar().ifPresentOrElse(cause -> node.put("cause", cause.id()), () -> node.putNull("cause"));
        PersonView.put(node, "last", sent.lastDay());
        Json.put(node, "last28Days", sent.recent());
        Json.put(node, "unanswered", sent.unanswered());
        Json.put(node, "last7Days", sent.week());
        Json.put(node, "complaints28Days", sent.complaints());
        Json.put(node, "disturbance", disturbance().orElse(Double.NaN));
        return node;
    }
}
