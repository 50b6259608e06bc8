package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.profile.Risk;
import io.perennial.http.alarm.Alarm;
import io.perennial.http.alarm.AlarmKind;
import io.perennial.http.alarm.AlarmRules;
import io.perennial.http.alarm.Signal.Unknown;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.serving.Serving;
import io.perennial.http.survey.Survey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Alarms about the whole population: how each stands, by which line, since when, or why nothing can be said. */
public final class AlarmRoutes {

    private final Serving serving;

    AlarmRoutes(Serving serving) {
        this.serving = serving;
    }

    List<Route> routes() {
        return List.of(Route.get(
                        "/v1/alarms",
                        Access.ANALYST,
                        "alarms",
                        "Alarms about the whole population: colour, value, line, since when, or why nothing can be said.")
                .answering(schema())
                .refusing(Kind.NOT_READY, Kind.DAMAGED)
                .by(request -> alarms()));
    }

    private static ObjectNode schema() {
        ObjectNode alarm = Schema.object()
                .with(
                        "alarm",
                        Schema.oneOf(Arrays.stream(AlarmKind.values())
                                .map(AlarmKind::id)
                                .toList()))
                .with(
                        "colour",
                        Schema.oneOf(Arrays.stream(Risk.values()).map(Risk::id).toList()))
                .with("value", Schema.number("the newest measurement"))
                .with("rings", Schema.oneOf(List.of("above", "below")))
                .with("amber", Schema.number("line beyond which it is amber"))
                .with("red", Schema.number("line beyond which it is red; null where it never is"))
                .with("inARow", Schema.integer(1, 7))
                .optional("since", Schema.text("measurement since which it lies beyond the amber line"))
                .optional("tier", Schema.text("value tier that stands worst"))
                .optional(
                        "unknown",
                        Schema.oneOf(
                                Arrays.stream(Unknown.values()).map(Unknown::id).toList()))
                .schema();
        return Schema.object()
                .with("population", Schema.text("name@version"))
                .with("asOf", Schema.text("day it speaks for"))
                .with("alarms", Schema.list(alarm))
                .schema();
    }

    private Answer alarms() {
        Survey survey = serving.surveys()
                .require(serving.subjects(serving.live().state()).requirePopulation());
        return Answer.json(json(survey, serving.config().alarms()));
    }

    /** What is told of a counted population to a webhook; empty where nothing rings. */
    public static Optional<byte[]> told(Survey survey, AlarmRules rules) {
        return rules.judge(survey.signals()).stream().anyMatch(Alarm::rings)
                ? Optional.of(Json.bytes(json(survey, rules)))
                : Optional.empty();
    }

    private static ObjectNode json(Survey survey, AlarmRules rules) {
        ObjectNode node = Json.object()
                .put("population", survey.served().id().toString())
                .put("asOf", survey.served().population().header().asOf().toString());
        ArrayNode alarms = node.putArray("alarms");
        rules.judge(survey.signals()).forEach(alarm -> alarms.add(json(alarm)));
        return node;
    }

    private static ObjectNode json(Alarm alarm) {
        ObjectNode node = Json.object()
                .put("alarm", alarm.kind().id())
                .put("colour", alarm.colour().id());
        Json.put(node, "value", alarm.value());
        node.put("rings", alarm.kind().isBadWhenLow() ? "below" : "above");
        Json.put(node, "amber", alarm.rule().amber());
        Json.put(node, "red", alarm.rule().red());
        node.put("inARow", alarm.rule().inARow());
        alarm.since().ifPresent(since -> node.put("since", since.toString()));
        if (!alarm.tier().isEmpty()) {
            node.put("tier", alarm.tier());
        }
        alarm.unknown().ifPresent(why -> node.put("unknown", why.id()));
        return node;
    }
}
