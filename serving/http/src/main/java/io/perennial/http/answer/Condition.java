package io.perennial.http.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.Dimension;
import io.perennial.features.profile.Decay;
import io.perennial.features.profile.Health;
import io.perennial.features.profile.WarningIndex;
import io.perennial.http.api.Json;
import io.perennial.http.api.Schema;
import io.perennial.scoring.score.Score;
import java.util.Optional;

/**
 * The condition of a user against the own past, and on how much of it that rests.
 *
 * @param health  of the dimensions that have data
 * @param decay   change against the own baseline
 * @param warning the early-warning index; empty for a user without a churn probability
 */
public record Condition(Health health, Decay decay, Optional<WarningIndex> warning) {

    /** The condition of a user with this feature vector of a log. */
    public static Condition of(double[] features, Score score) {
        return new Condition(
                Health.of(features),
                Decay.of(features),
                score.churn().map(churn -> WarningIndex.of(churn.probability(), features)));
    }

    /** A schema with that of what {@link #addTo} adds. */
    static Schema.Members addedTo(Schema.Members person) {
        return person.with(
                        "health",
                        Schema.object()
                                .with("overall", Schema.number("0 to 100; null where no dimension has data"))
                                .with("known", Schema.integer(0, Dimension.SEVEN))
                                .with("dimensions", Schema.integer(Dimension.SEVEN, Dimension.SEVEN))
                                .with("scores", scores())
                                .schema())
                .with(
                        "decay",
                        Schema.object()
                                .with("behaviour", Schema.number("visits or active days; -0.3 is 30 % fewer"))
                                .with("value", Schema.number("mean basket or spend; -0.25 is a quarter less"))
                                .with("social", Schema.number("interactions, content and invites"))
                                .with("ruleMet", Schema.truth())
                                .schema())
                .optional(
                        "warning",
                        Schema.object()
                                .with("index", Schema.number("100 x the churn probability"))
                                .with("observable", Schema.integer(0, Integer.MAX_VALUE))
                                .with("behaviours", Schema.integer(0, Integer.MAX_VALUE))
                                .schema());
    }

    private static ObjectNode scores() {
        Schema.Members scores = Schema.object();
        Dimension.seven()
                .forEach(one -> scores.with(one.id(), Schema.number("0 to 100; null where the log has no data of it")));
        return scores.schema();
    }

    void addTo(ObjectNode person) {
        ObjectNode whole = person.putObject("health");
        Json.put(whole, "overall", health.overall().orElse(Double.NaN));
        whole.put("known", health.scores().size()).put("dimensions", Dimension.SEVEN);
        ObjectNode scores = whole.putObject("scores");
        Dimension.seven()
                .forEach(one -> Json.put(scores, one.id(), health.score(one).orElse(Double.NaN)));
        ObjectNode fall = person.putObject("decay");
        Json.put(fall, "behaviour", decay.behaviour().orElse(Double.NaN));
        Json.put(fall, "value", decay.value().orElse(Double.NaN));
        Json.put(fall, "social", decay.social().orElse(Double.NaN));
        fall.put("ruleMet", decay.isRuleMet());
        warning.ifPresent(index -> person.putObject("warning")
                .put("index", index.value())
                .put("observable", index.observable())
                .put("behaviours", index.behaviours()));
    }
}
