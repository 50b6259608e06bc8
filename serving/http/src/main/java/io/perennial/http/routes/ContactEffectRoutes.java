package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.serving.Serving;
import io.perennial.http.survey.ContactEffect;
import io.perennial.http.survey.Difference;
import io.perennial.http.survey.PastList;
import io.perennial.http.survey.Survey;
import java.util.List;

/** What contacting achieved: outcomes of an earlier list by arm, those who might be contacted beside the hold-out. */
final class ContactEffectRoutes {

    private final Serving serving;

    ContactEffectRoutes(Serving serving) {
        this.serving = serving;
    }

    List<Route> routes() {
        return List.of(Route.get(
                        "/v1/arms/effect",
                        Access.ANALYST,
                        "contactEffect",
                        "What contacting achieved: churn and value of an earlier list, those who might be contacted beside the"
                                + " hold-out.")
                .answering(schema())
                .refusing(Kind.NOT_READY, Kind.DAMAGED)
                .by(request -> effect()));
    }

    private static ObjectNode schema() {
        ObjectNode arm = Schema.object()
                .with("users", Schema.integer(0, Integer.MAX_VALUE))
                .with("churned", Schema.integer(0, Integer.MAX_VALUE))
                .with("churnedShare", Schema.number("of them"))
                .with("expectedShare", Schema.number("mean churn probability as it was told"))
                .with("paying", Schema.integer(0, Integer.MAX_VALUE))
                .with("meanValue", Schema.number("in the outcome window, major units"))
                .optional("contacted", Schema.integer(0, Integer.MAX_VALUE))
                .schema();
        ObjectNode group = Schema.object()
                .with("of", Schema.oneOf(List.of("at_risk", "eligible")))
                .with("mayAct", arm)
                .with("holdout", arm)
                .optional("churnDifference", difference())
                .optional("valueDifference", difference())
                .schema();
        return Schema.object()
                .with(
                        "closes",
                        Schema.text(
                                "first day on which a load can judge the oldest list there is, if it is kept until then"))
                .with("leastUsers", Schema.integer(0, Integer.MAX_VALUE))
                .with("leastPaying", Schema.integer(0, Integer.MAX_VALUE))
                .with("groups", Schema.list(group))
                .optional("population", Schema.text("whose list it was, name@version"))
                .optional("asOf", Schema.text("day the list spoke for"))
                .schema();
    }

    private static ObjectNode difference() {
        return Schema.object()
                .with("estimate", Schema.number("those who might be contacted less the hold-out"))
                .with("low", Schema.number("lower end of the 90 % interval"))
                .with("high", Schema.number("upper end"))
                .with("clear", Schema.truth())
                .schema();
    }

    private Answer effect() {
        Survey survey = serving.surveys()
                .require(serving.subjects(serving.live().state()).requirePopulation());
        ObjectNode node = Json.object()
                .put("closes", survey.closes().toString())
                .put("leastUsers", ContactEffect.LEAST_USERS)
                .put("leastPaying", ContactEffect.LEAST_PAYING);
        ArrayNode groups = node.putArray("groups");
        survey.past().ifPresent(past -> tell(past, node, groups));
        return Answer.json(node);
    }

    private static void tell(PastList past, ObjectNode node, ArrayNode groups) {
        node.put("population", past.since().toString()).put("asOf", past.asOf().toString());
        groups.add(group("at_risk", past.atRisk()));
        groups.add(group("eligible", past.eligible()));
    }

    private static ObjectNode group(String of, ContactEffect effect) {
        ObjectNode node = Json.object().put("of", of);
        node.set("mayAct", arm(effect.mayAct()));
        node.set("holdout", arm(effect.holdout()));
        effect.churn().ifPresent(churn -> node.set("churnDifference", json(churn)));
        effect.value().ifPresent(value -> node.set("valueDifference", json(value)));
        return node;
    }

    private static ObjectNode arm(ContactEffect.Group arm) {
        ObjectNode node = Json.object().put("users", arm.users()).put("churned", arm.churned());
        Json.put(node, "churnedShare", arm.churnShare());
        Json.put(node, "expectedShare", arm.expectedShare());
        node.put("paying", arm.paying());
        Json.put(node, "meanValue", arm.meanValue());
        arm.contacted().ifPresent(contacted -> node.put("contacted", contacted));
        return node;
    }

    private static ObjectNode json(Difference difference) {
        return Json.object()
                .put("estimate", difference.estimate())
                .put("low", difference.low())
                .put("high", difference.high())
                .put("clear", difference.isClear());
    }
}
