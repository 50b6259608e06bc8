package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Json;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.live.Arm;
import io.perennial.http.live.ServingState;
import io.perennial.http.serving.Serving;
import io.perennial.http.traffic.Comparison;
import io.perennial.http.traffic.SampleRatio;
import java.util.List;
import java.util.Map;

/** The versions in traffic: who is in which arm, whether the split holds, what the challenger would have said. */
final class ArmRoutes {

    private final Serving serving;

    ArmRoutes(Serving serving) {
        this.serving = serving;
    }

    List<Route> routes() {
        ObjectNode arm = Schema.object()
                .with("arm", Schema.text("champion, challenger or holdout"))
                .with("share", Schema.number("of users, as configured"))
                .with("users", Schema.integer(0, Integer.MAX_VALUE))
                .with("mayAct", Schema.truth())
                .with("models", Schema.list(Schema.text("name@version")))
                .schema();
        ObjectNode ratio = Schema.object()
                .with("users", Schema.integer(0, Integer.MAX_VALUE))
                .with("countedOneIn", Schema.integer(1, Integer.MAX_VALUE))
                .with("chiSquare", Schema.number("of counts against shares"))
                .with("limit", Schema.number("what 999 of 1,000 honest splits stay below"))
                .with("suspicious", Schema.truth())
                .schema();
        ObjectNode answer = Schema.object()
                .with("arms", Schema.list(arm))
                .with("sampleRatio", ratio)
                .optional("shadow", Schema.object().schema())
                .schema();
        return List.of(Route.get(
                        "/v1/arms",
                        Access.ANY_KEY,
                        "arms",
                        "The versions in traffic: arms, whether the split holds, what the challenger said unseen.")
                .answering(answer)
                .by(this::arms));
    }

    private Answer arms(Request request) {
        ServingState state = serving.live().state();
        Map<Arm, Integer> users = serving.traffic().users();
        ObjectNode node = Json.object();
        ArrayNode arms = node.putArray("arms");
        serving.traffic().shares(state).forEach((arm, share) -> {
            ObjectNode shown = arms.addObject()
                    .put("arm", arm.id())
                    .put("share", share)
                    .put("users", users.getOrDefault(arm, 0))
                    .put("mayAct", arm.mayAct());
            ArrayNode models = shown.putArray("models");
            state.as(arm).models().forEach(model -> models.add(model.id().toString()));
        });
        SampleRatio ratio = serving.traffic().ratio();
        ObjectNode shown = node.putObject("sampleRatio")
                .put("users", ratio.users())
                .put("countedOneIn", serving.traffic().oneIn());
        Json.put(shown, "chiSquare", ratio.chiSquare());
        shown.put("limit", ratio.limit()).put("suspicious", ratio.isSuspicious());
        serving.traffic().comparison().ifPresent(found -> node.set("shadow", shadow(found)));
        return Answer.json(node);
    }

    private static ObjectNode shadow(Comparison found) {
        ObjectNode node = Json.object();
        found.tried().forEach(node.putArray("models")::add);
        node.put("compared", found.compared())
                .put("dropped", found.dropped())
                .put("withheld", found.withheld())
                .put("regraded", found.regraded());
        Json.put(node, "meanDifference", found.mean());
        Json.put(node, "meanSize", found.meanSize());
        Json.put(node, "largest", found.compared() == 0 ? Double.NaN : found.largest());
        return node;
    }
}
