package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.answer.RegistryView;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.live.LiveState;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.Standing;
import io.perennial.scoring.registry.VersionState;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** The registry, read only: models, versions, journal. */
public final class RegistryRoutes {

    private static final String AT = "at";

    private final Registry registry;
    private final LiveState live;

    RegistryRoutes(Registry registry, LiveState live) {
        this.registry = registry;
        this.live = live;
    }

    List<Route> routes() {
        ObjectNode model = named().schema();
        ObjectNode state = Schema.oneOf(VersionState.ids());
        Route.Parameter version =
                Route.Parameter.path("version", "number of the version", Schema.integer(1, Integer.MAX_VALUE));
        Route.Parameter at = Route.Parameter.query(
                AT, "the instant, such as 2026-11-28T09:30:00Z; default: now", Schema.text("instant"));
        return List.of(
                Route.get(
                                "/v1/registry",
                                Access.ANY_KEY,
                                "models",
                                "All models with their champions, and what may not answer.")
                        .answering(Schema.object()
                                .with("models", Schema.list(model))
                                .with("refused", Schema.list(refused()))
                                .schema())
                        .by(this::models),
                Route.get(
                                "/v1/registry/{name}",
                                Access.ANY_KEY,
                                "model",
                                "One model: its versions and its journal, now or as they were at an instant.")
                        .taking(name(), at)
                        .answering(named().with("states", Schema.list(numbered(state)))
                                .schema())
                        .refusing(Problem.Kind.UNKNOWN_MODEL, Problem.Kind.DAMAGED)
                        .by(this::model),
                Route.get(
                                "/v1/registry/{name}/versions/{version}",
                                Access.ANY_KEY,
                                "version",
                                "One version: facts, provenance, metrics, those by part of the users, files.")
                        .taking(name(), version)
                        .answering(named().with("version", Schema.integer(1, Integer.MAX_VALUE))
                                .with("state", state)
                                .schema())
                        .refusing(Problem.Kind.UNKNOWN_MODEL, Problem.Kind.DAMAGED)
                        .by(this::version));
    }

    private static ObjectNode numbered(ObjectNode state) {
        return Schema.object()
                .with("version", Schema.integer(1, Integer.MAX_VALUE))
                .with("state", state)
                .schema();
    }

    private static Route.Parameter name() {
        return Route.Parameter.path("name", "model, such as churn", Schema.text("name"));
    }

    private static ObjectNode refused() {
        return named().with("version", Schema.integer(0, Integer.MAX_VALUE))
                .with("reason", Schema.text("why, and what to do"))
                .schema();
    }

    private static Schema.Members named() {
        return Schema.object().with("name", Schema.text("model"));
    }

    private Answer models(Request request) {
        ObjectNode node = Json.object();
        node.set("models", RegistryView.of(registry).models());
        ArrayNode refused = node.putArray("refused");
        live.state().refusals().forEach(refusal -> refused.addObject()
                .put("name", refusal.name())
                .put("version", refusal.version())
                .put("reason", refusal.reason()));
        return Answer.json(node);
    }

    private Answer model(Request request) {
        Standing now = registry.standing(known(registry, request.path("name")));
        return Answer.json(RegistryView.model(
                request.query(AT).map(RegistryRoutes::instant).map(now::at).orElse(now)));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Problem.at(
                    Problem.Kind.BAD_PARAMETER,
                    AT,
                    "at '" + Request.shown(text) + "' is no instant such as 2026-11-28T09:30:00Z");
        }
    }

    private Answer version(Request request) {
        String name = known(registry, request.path("name"));
        String version = request.path("version");
        if (!version.matches("[1-9][0-9]{0,8}")) {
            throw Problem.at(
                    Problem.Kind.BAD_PARAMETER,
                    "version",
                    "version '" + Request.shown(version) + "' is not a number from 1");
        }
        return Answer.json(RegistryView.of(registry).version(name, Integer.parseInt(version)));
    }

    /** The name, or the problem that no model has it: only then may it become part of a path. */
    public static String known(Registry registry, String name) {
        if (!registry.names().contains(name)) {
            throw Problem.of(
                    Problem.Kind.UNKNOWN_MODEL,
                    "no model is called '" + Request.shown(name) + "'; there are " + registry.names());
        }
        return name;
    }
}
