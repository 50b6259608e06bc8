package io.perennial.http.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.event.Event;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.http.answer.EventReader;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.ErrorForm;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.ledger.EventIntake;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.live.ServingState;
import io.perennial.http.serving.Serving;
import io.perennial.http.store.Acceptance;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Events as they happen: kept, counted once, seen by the next score. */
final class EventRoutes {

    private static final String REFUSED = "refused";

    private final Serving serving;
    private final Metrics metrics;

    EventRoutes(Serving serving, Metrics metrics) {
        this.serving = serving;
        this.metrics = metrics;
    }

    /** A row that could be read, or why not. */
    private sealed interface Row {
        record Read(Event event, boolean counts) implements Row {}

        record Refused(Problem problem) implements Row {}
    }

    List<Route> routes() {
        ObjectNode event = Shapes.event()
                .with("user", Schema.text("id or alias of the user"))
                .with("id", Schema.text("id of the event, by which it can be sent again safely"))
                .closed();
        ObjectNode body = Schema.object()
                .with(
                        "events",
                        Schema.list(event)
                                .put("maxItems", serving.config().maxEvents())
                                .put("description", Shapes.BODY_TOO))
                .closed();
        return List.of(Route.post(
                        "/v1/events",
                        Access.SCORE,
                        "keepEvents",
                        "Keeps events, with a status for each; what was accepted is on disk, and the user's next score sees it.")
                .body(body)
                .answering(answer())
                .refusing(Kind.NOT_READY, Kind.STORE_DOWN, Kind.BUSY)
                .by(this::keep));
    }

    private static ObjectNode answer() {
        ObjectNode row = Schema.object()
                .with("status", Schema.integer(200, 599))
                .optional("outcome", Schema.oneOf(List.of("accepted", "duplicate")))
                .optional("counts", Schema.truth())
                .optional("problem", ErrorForm.PROBLEM.schema())
                .schema();
        return Schema.object()
                .with("accepted", Schema.integer(0, Integer.MAX_VALUE))
                .with("duplicate", Schema.integer(0, Integer.MAX_VALUE))
                .with(REFUSED, Schema.integer(0, Integer.MAX_VALUE))
                .with(Uncounted.NOT_COUNTED, Schema.integer(0, Integer.MAX_VALUE))
                .optional(Uncounted.NOTE, Schema.text("which kinds are read, where events of others were kept"))
                .with("events", Schema.list(row))
                .schema();
    }

    private Answer keep(Request request) {
        EventIntake intake = serving.ledger().intake();
        try (EventIntake.Turn turn = intake.turn()) {
            ServingState state = serving.live().state();
            FeatureSchema schema = serving.subjects(state).requireLog();
            Fields body = request.json().only(Set.of("events"));
            List<Row> rows = body.objects(
                    "events",
                    serving.config().maxEvents(),
                    (fields, at) -> row(fields, intake, state.population(), schema),
                    (problem, at) -> new Row.Refused(problem));
            List<Event> events = rows.stream()
                    .flatMap(row -> row instanceof Row.Read read ? java.util.stream.Stream.of(read.event()) : null)
                    .toList();
            return answer(
                    rows,
                    turn.keep(state.population(), schema, events),
                    schema.context().log());
        }
    }

    private static Row row(
            Fields fields, EventIntake intake, Optional<ServedPopulation> population, FeatureSchema schema) {
        Event event = new EventReader(schema.context().log()).withUserAndId(fields);
        intake.objection(population, schema, event.at()).ifPresent(objection -> {
            throw fields.wrong("at", objection);
        });
        return new Row.Read(event, schema.context().log().carried().contains(event.kind()));
    }

    private Answer answer(List<Row> rows, List<Acceptance> kept, LogDefinition log) {
        Map<String, Integer> counts = new TreeMap<>(Map.of("accepted", 0, "duplicate", 0, REFUSED, 0));
        Iterator<Acceptance> acceptances = kept.iterator();
        ArrayNode events = Json.array();
        for (int i = 0; i < rows.size(); i++) {
            ObjectNode answer = rows.get(i) instanceof Row.Read read
                    ? answer(acceptances.next(), read.counts(), "events[" + i + "]")
                    : refused(((Row.Refused) rows.get(i)).problem());
            counts.merge(answer.path("outcome").asText(REFUSED), 1, Integer::sum);
            events.add(answer);
        }
        counts.forEach(metrics::events);
        ObjectNode node = Json.object();
        counts.forEach(node::put);
        tellUncounted(node, events, log);
        node.set("events", events);
        return Answer.json(node);
    }

    /** What is kept without effect is said aloud: whoever sends it believes that scores see it. */
    private void tellUncounted(ObjectNode node, ArrayNode events, LogDefinition log) {
        int uncounted = 0;
        for (JsonNode event : events) {
            uncounted += event.path("counts").asBoolean(true) ? 0 : 1;
        }
        node.put(Uncounted.NOT_COUNTED, uncounted);
        if (uncounted > 0) {
            metrics.notCounted(uncounted);
            node.put(
                    Uncounted.NOTE,
                    "no score reads events with counts = false: " + Uncounted.carried(log)
                            + ". They are kept, and count once models are trained on logs that carry their kind");
        }
    }

    private static ObjectNode answer(Acceptance acceptance, boolean counts, String where) {
        return switch (acceptance) {
            case ACCEPTED, DUPLICATE ->
                Json.object()
                        .put("status", 200)
                        .put("outcome", acceptance.name().toLowerCase(Locale.ROOT))
                        .put("counts", counts);
            case CONFLICT ->
                refused(Problem.at(
                        Kind.CONFLICT,
                        where + ".id",
                        "an event of this id with other content was kept before; correct a mistake by another event of"
                                + " a new id, such as a refund"));
            case ERASED ->
                refused(Problem.at(
                        Kind.ERASED_USER,
                        where + ".user",
                        "the user was erased, and events of theirs are not kept; take them out of what is sent"));
        };
    }

    private static ObjectNode refused(Problem problem) {
        ObjectNode node = Json.object().put("status", problem.kind().status());
        node.set("problem", problem.json());
        return node;
    }
}
