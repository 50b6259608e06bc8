package io.perennial.http.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.scoring.registry.Standing;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The repository of the Open Inference Protocol, as far as a registry whose journals alone say what answers can give it:
 * the index, and having the journals looked at now. Nothing can be unloaded, and no request brings files.
 */
public final class RepositoryRoutes {

    private static final String PARAMETERS = "parameters";

    private final ServedModels models;

    /** Routes over models. */
    public RepositoryRoutes(ServedModels models) {
        this.models = models;
    }

    /** All of them. */
    public List<Route> routes() {
        ObjectNode version = Schema.object()
                .with("name", Schema.text("model"))
                .with("version", Schema.text("number"))
                .with("state", Schema.text("READY or UNAVAILABLE"))
                .with("reason", Schema.text("why it is unavailable; empty where it is ready"))
                .schema();
        return List.of(
                Route.post(
                                "/v2/repository/index",
                                Access.ANY_KEY,
                                "repositoryIndex",
                                "Every published version, and whether it answers without being opened first.")
                        .optionalBody(Schema.object()
                                .optional("ready", Schema.truth())
                                .closed())
                        .answering(Schema.list(version))
                        .refusing(Kind.DAMAGED)
                        .by(this::index),
                verb("load", "Looks at the registry now, and says whether the model answers.", this::load),
                verb("unload", "Always refused: what answers is said by the registry's journal alone.", this::unload));
    }

    private static Route verb(String verb, String summary, Route.Handler handler) {
        return Route.post("/v2/repository/models/{name}/" + verb, Access.ADMIN, verb + "Model", summary)
                .taking(Route.Parameter.path("name", "model, such as churn", Schema.text("name")))
                .optionalBody(Schema.object()
                        .optional(PARAMETERS, Json.object().put("type", "object"))
                        .closed())
                .answering(Schema.object()
                        .with("name", Schema.text("model"))
                        .with(verb, Schema.truth())
                        .schema())
                .refusing(Kind.UNKNOWN_MODEL, Kind.NOT_READY, Kind.CONFLICT, Kind.DAMAGED)
                .by(handler);
    }

    private Answer load(Request request) {
        if (request.body().length > 0) {
            Fields body = request.json().only(Set.of(PARAMETERS));
            if (body.has(PARAMETERS)) {
                body.object(PARAMETERS).only(Set.of());
            }
        }
        String name = request.path("name");
        models.look();
        return Answer.json(Json.object()
                .put("name", models.find(name, Optional.empty()).id().name())
                .put("load", true));
    }

    private Answer unload(Request request) {
        String name = models.standing(request.path("name")).name();
        throw Problem.of(
                Kind.CONFLICT,
                "model '" + name + "' can't be unloaded: what answers is said by the registry's journal;"
                        + " to take its champion away, run: perennial models kill " + name);
    }

    private Answer index(Request request) {
        boolean isReadyOnly = request.body().length > 0
                && request.json().only(Set.of("ready")).truth("ready", false);
        ArrayNode index = Json.array();
        for (String name : models.names()) {
            Standing standing = models.standing(name);
            for (int version : standing.versions()) {
                boolean isHeld = models.isHeld(name, version);
                if (isHeld || !isReadyOnly) {
                    index.addObject()
                            .put("name", name)
                            .put("version", Integer.toString(version))
                            .put("state", isHeld ? "READY" : "UNAVAILABLE")
                            .put("reason", isHeld ? "" : reason(standing, version));
                }
            }
        }
        return Answer.json(index);
    }

    private static String reason(Standing standing, int version) {
        if (standing.mayAnswer(version)) {
            return "opened when it is first asked for by its number";
        }
        return standing.isRetired(version) ? "retired" : "taken back, and not promoted since";
    }
}
