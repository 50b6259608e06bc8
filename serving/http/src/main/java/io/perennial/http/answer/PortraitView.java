package io.perennial.http.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.profile.ActivityQuadrant;
import io.perennial.features.profile.Placing;
import io.perennial.features.profile.PotentialQuadrant;
import io.perennial.features.profile.Rfm;
import io.perennial.features.profile.Trap;
import io.perennial.features.profile.UserHealth;
import io.perennial.features.profile.UserPosition;
import io.perennial.features.profile.ValueDecay;
import io.perennial.features.profile.ValueHealth;
import io.perennial.http.api.Json;
import io.perennial.http.api.Schema;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A portrait as JSON. What is not known is null. */
final class PortraitView {

    private PortraitView() {}

    /** A schema with that of what {@link #add} adds. */
    static Schema.Members addedTo(Schema.Members person) {
        return person.with("rfm", rfm())
                .with(
                        "position",
                        Schema.object()
                                .with("activity", placing("value x activity", List.of(ActivityQuadrant.values())))
                                .with("potential", placing("value x potential", List.of(PotentialQuadrant.values())))
                                .with("trap", placing("what counts of active users hide", List.of(Trap.values())))
                                .schema())
                .with("userHealth", health())
                .with("valueHealth", value())
                .with(
                        "hiddenValue",
                        Schema.object()
                                .with("content", score("pieces published in 84 days"))
                                .with("referral", score("invites ever sent"))
                                .with("coCreation", score("days with an interaction, content or an invite"))
                                .schema());
    }

    private static ObjectNode rfm() {
        ObjectNode rfm = Schema.object()
                .with("recency", Schema.integer(1, 5))
                .with("frequency", Schema.integer(1, 5))
                .with("monetary", Schema.integer(1, 5))
                .with("code", Schema.text("the three digits, such as 545"))
                .with("segment", Schema.text("id of the segment"))
                .schema();
        rfm.putArray("type").add("object").add("null");
        return rfm.put("description", "scores of 1 to 5, 5 the best fifth; null for who never bought");
    }

    private static ObjectNode placing(String about, List<? extends Placing> places) {
        ObjectNode node = Json.object().put("description", about + "; null for none, or where it can't be told");
        node.putArray("type").add("string").add("null");
        places.stream().map(Placing::id).forEach(node.putArray("enum")::add);
        node.withArray("enum").addNull();
        return node;
    }

    private static ObjectNode health() {
        return Schema.object()
                .with("overall", score("mean of the parts with data"))
                .with("known", Schema.integer(0, UserHealth.PARTS))
                .with("parts", Schema.integer(UserHealth.PARTS, UserHealth.PARTS))
                .with("activity", score("last seen, core use, frequency, depth"))
                .with("contribution", score("value, social"))
                .with("loyalty", score("response, and habits of staying"))
                .with("line", Schema.number("an index below it is low"))
                .with("lowDays", Schema.integer(0, UserHealth.ALARM_DAYS))
                .with("alarm", Schema.truth())
                .schema();
    }

    private static ObjectNode value() {
        ObjectNode weights = Schema.object()
                .with("direct", Schema.number("weight"))
                .with("ecosystem", Schema.number("weight"))
                .with("potential", Schema.number("weight"))
                .with("brand", Schema.number("weight"))
                .schema();
        return Schema.object()
                .with("overall", score("weighted mean of the parts with data"))
                .with("known", Schema.integer(0, ValueHealth.PARTS))
                .with("parts", Schema.integer(ValueHealth.PARTS, ValueHealth.PARTS))
                .with("direct", score("what the user spends"))
                .with("ecosystem", score("what the user brings to other users"))
                .with("potential", score("50 is as much as before"))
                .with("brand", score("what the user says"))
                .with("weights", weights)
                .with("baseline", score("mean of earlier months; null where fewer than three are known"))
                .with("lowMonths", Schema.integer(0, ValueDecay.LATEST))
                .with("alarm", Schema.truth())
                .schema();
    }

    private static ObjectNode score(String about) {
        return Schema.number(about + ", 0 to 100");
    }

    static void add(Portrait portrait, ObjectNode person) {
        portrait.rfm().ifPresentOrElse(rfm -> add(rfm, person.putObject("rfm")), () -> person.putNull("rfm"));
        add(portrait.position(), person.putObject("position"));
        addHealth(portrait, person.putObject("userHealth"));
        addValue(portrait, person.putObject("valueHealth"));
        ObjectNode hidden = person.putObject("hiddenValue");
        put(hidden, "content", portrait.hiddenValue().content());
        put(hidden, "referral", portrait.hiddenValue().referral());
        put(hidden, "coCreation", portrait.hiddenValue().coCreation());
    }

    private static void add(Rfm rfm, ObjectNode node) {
        node.put("recency", rfm.recency()).put("frequency", rfm.frequency()).put("monetary", rfm.monetary());
        node.put("code", rfm.code()).put("segment", rfm.segment().id());
    }

    private static void add(UserPosition position, ObjectNode node) {
        put(node, "activity", position.activity());
        put(node, "potential", position.potential());
        put(node, "trap", position.trap());
    }

    private static void addHealth(Portrait portrait, ObjectNode node) {
        UserHealth health = portrait.health();
        put(node, "overall", health.overall());
        node.put("known", health.known()).put("parts", UserHealth.PARTS);
        put(node, "activity", health.activity());
        put(node, "contribution", health.contribution());
        put(node, "loyalty", health.loyalty());
        node.put("line", UserHealth.LINE).put("lowDays", portrait.lowDays()).put("alarm", portrait.isHealthAlarm());
    }

    private static void addValue(Portrait portrait, ObjectNode node) {
        ValueHealth value = portrait.value();
        put(node, "overall", portrait.overallValue());
        node.put("known", value.known()).put("parts", ValueHealth.PARTS);
        put(node, "direct", value.direct());
        put(node, "ecosystem", value.ecosystem());
        put(node, "potential", value.potential());
        put(node, "brand", value.brand());
        ValueHealth.Weights weights = portrait.weights();
        node.putObject("weights")
                .put("direct", weights.direct())
                .put("ecosystem", weights.ecosystem())
                .put("potential", weights.potential())
                .put("brand", weights.brand());
        put(node, "baseline", portrait.valueDecay().baseline());
        node.put("lowMonths", portrait.valueDecay().months())
                .put("alarm", portrait.valueDecay().isAlarm());
    }

    private static void put(ObjectNode node, String name, OptionalDouble score) {
        Json.put(node, name, score.orElse(Double.NaN));
    }

    private static void put(ObjectNode node, String name, Optional<? extends Placing> place) {
        place.ifPresentOrElse(its -> node.put(name, its.id()), () -> node.putNull(name));
    }
}
