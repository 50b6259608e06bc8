package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.answer.RegistryView;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.Standing;
import io.perennial.scoring.registry.VersionState;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** The registry, read only: models, versions, journal. */
public final class RegistryRoutes {

    private static final String AT = "at";

    private final Registry registry;

    RegistryRoutes(Registry registry) {
        this.registry = registry;
    }

    List<Route> routes() {
        ObjectNode model = named().schema();
        ObjectNode state = Schema.oneOf(VersionState.ids());
        ObjectNode numbered = Schema.object()
                .with("version", Schema.integer(1, Integer.MAX_VALUE))
                .with("state", state)
                .schema();
        Route.Parameter name = new Route.Parameter("name", true, "model, such as churn", Schema.text("name"));
        Route.Parameter version =
                new Route.Parameter("version", true, "number of the version", Schema.integer(1, Integer.MAX_VALUE));
        Route.Parameter at = new Route.Parameter(
                AT, false, "the instant, such as 2026-11-28T09:30:00Z; default: now", Schema.text("instant"));
        return List.of(
                route(
                        "/v1/registry",
                        "models",
                        "All models with their champions.",
                        List.of(),
                        Schema.object().with("models", Schema.list(model)).schema(),
                        this::models),
                route(
                        "/v1/registry/{name}",
                        "model",
                        "One model: its versions and its journal, now or as they were at an instant.",
                        List.of(name, at),
                        named().with("states", Schema.list(numbered)).schema(),
                        this::model),
                route(
                        "/v1/registry/{name}/versions/{version}",
                        "version",
                        "One version: facts, provenance, metrics, those by part of the users, files.",
                        List.of(name, version),
                        named().with("version", Schema.integer(1, Integer.MAX_VALUE))
                                .with("state", state)
                                .schema(),
                        this::version));
    }

    private static Schema.Members named() {
        return Schema.object().with("name", Schema.text("model"));
    }

    private static Route route(
            String path,
            String id,
            String summary,
            List<Route.Parameter> parameters,
            ObjectNode answer,
            Route.Handler handler) {
        return new Route(
                Route.Method.GET,
                path,
                Access.ANY_KEY,
                id,
                summary,
                parameters,
                Optional.empty(),
                "application/json",
                Optional.of(answer),
                parameters.isEmpty() ? List.of() : List.of(Problem.Kind.UNKNOWN_MODEL, Problem.Kind.DAMAGED),
                handler);
    }

    private Answer models(Request request) {
        ObjectNode node = Json.object();
        node.set("models", RegistryView.of(registry).models());
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
