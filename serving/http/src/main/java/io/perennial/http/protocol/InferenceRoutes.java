package io.perennial.http.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.command.Build;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.live.ModelCalls.Verb;
import io.perennial.http.serving.ExplainPool;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The routes of the Open Inference Protocol, version 2, with versions and binary tensors. */
public final class InferenceRoutes {

    private static final String MODEL = "/v2/models/{name}";
    private static final String VERSION = MODEL + "/versions/{version}";
    private static final Route.Parameter NAME =
            Route.Parameter.path("name", "model, such as churn", Schema.text("name"));
    private static final Route.Parameter NUMBER =
            Route.Parameter.path("version", "number of a published version", Schema.text("number"));

    private final ServedModels models;
    private final ModelMetadata metadata;
    private final Statistics statistics = new Statistics();
    private final ExplainPool pool;
    private final int mostRows;

    /**
     * Routes over models.
     *
     * @param pool     where explanations run, apart from scores
     * @param mostRows most rows of one request
     */
    public InferenceRoutes(ServedModels models, ExplainPool pool, int mostRows) {
        this.models = models;
        this.pool = pool;
        this.metadata = new ModelMetadata(mostRows);
        this.mostRows = mostRows;
    }

    /** All of them. */
    public List<Route> routes() {
        return Stream.of(server(), list(), ofModels()).flatMap(List::stream).toList();
    }

    private List<Route> server() {
        ObjectNode facts = Schema.object()
                .with("name", Schema.text("server"))
                .with("version", Schema.text("of the server"))
                .with("extensions", Schema.list(Schema.text("extension")))
                .schema();
        ObjectNode live = Schema.object().with("live", Schema.truth()).schema();
        ObjectNode ready = Schema.object()
                .with("ready", Schema.truth())
                .with("live", Schema.truth())
                .schema();
        return List.of(
                Route.get("/v2", Access.OPEN, "serverMetadata", "What this server is.")
                        .answering(facts)
                        .refusing(Kind.NOT_READY)
                        .by(this::facts),
                Route.get("/v2/", Access.OPEN, "serverMetadataToo", "The same.")
                        .answering(facts)
                        .refusing(Kind.NOT_READY)
                        .by(this::facts),
                Route.get("/v2/health/live", Access.OPEN, "serverLive", "Whether it lives.")
                        .answering(live)
                        .refusing(Kind.NOT_READY)
                        .by(request -> Answer.json(Json.object().put("live", true))),
                Route.get("/v2/health/ready", Access.OPEN, "serverReady", "Whether every champion may answer.")
                        .answering(ready)
                        .refusing(Kind.NOT_READY)
                        .by(this::ready));
    }

    private List<Route> list() {
        ObjectNode names =
                Schema.object().with("models", Schema.list(Schema.text("name"))).schema();
        return List.of(Route.get("/v2/models", Access.ANY_KEY, "listModels", "Names of the models.")
                .answering(names)
                .refusing(Kind.NOT_READY)
                .by(this::names));
    }

    /** Each operation on a model twice: of its champion, and of the version in the path. */
    private List<Route> ofModels() {
        return Stream.of(MODEL, VERSION)
                .flatMap(path -> {
                    String of = path.equals(MODEL) ? "Model" : "Version";
                    List<Route.Parameter> parameters = path.equals(MODEL) ? List.of(NAME) : List.of(NAME, NUMBER);
                    return Stream.of(
                            metadata(path, of, parameters),
                            ready(path, of, parameters),
                            statistics(path, of, parameters),
                            infer(path, of, parameters),
                            explain(path, of, parameters));
                })
                .toList();
    }

    private Route metadata(String path, String of, List<Route.Parameter> parameters) {
        return Route.get(path, Access.ANY_KEY, "metadataOf" + of, "Versions, inputs and outputs.")
                .taking(parameters)
                .answering(ModelMetadata.schema())
                .refusing(Kind.UNKNOWN_MODEL, Kind.NOT_READY, Kind.DAMAGED)
                .by(request -> Answer.json(metadata.of(find(request), models.standing(request.path("name")))));
    }

    private Route ready(String path, String of, List<Route.Parameter> parameters) {
        return Route.get(
                        path + "/ready",
                        Access.ANY_KEY,
                        "readyOf" + of,
                        "Whether it may answer; a version is opened and checked to tell.")
                .taking(parameters)
                .answering(Schema.object()
                        .with("name", Schema.text("model"))
                        .with("ready", Schema.truth())
                        .schema())
                .refusing(Kind.UNKNOWN_MODEL, Kind.NOT_READY, Kind.DAMAGED)
                .by(request -> Answer.json(
                        Json.object().put("name", find(request).id().name()).put("ready", true)));
    }

    private Route statistics(String path, String of, List<Route.Parameter> parameters) {
        return Route.get(path + "/stats", Access.ANY_KEY, "statisticsOf" + of, "How often and how long it inferred.")
                .taking(parameters)
                .answering(Statistics.schema())
                .refusing(Kind.UNKNOWN_MODEL, Kind.NOT_READY, Kind.DAMAGED)
                .by(request -> Answer.json(statistics.of(find(request).id())));
    }

    private Route infer(String path, String of, List<Route.Parameter> parameters) {
        return Route.post(
                        path + "/infer",
                        Access.SCORE,
                        "inferBy" + of,
                        "Score columns of rows; tensors in JSON, or as bytes after it.")
                .taking(parameters)
                .body(InferSchemas.request(), Route.JSON, InferAnswer.BYTES)
                .answering(InferSchemas.answer())
                .alsoProducing(InferAnswer.BYTES)
                .refusing(Kind.UNKNOWN_MODEL, Kind.NOT_READY, Kind.DAMAGED, Kind.WITHHELD)
                .by(this::infer)
                .promptly(models::isHeld);
    }

    private Route explain(String path, String of, List<Route.Parameter> parameters) {
        return Route.post(
                        path + "/explain",
                        Access.EXPLAIN,
                        "explainBy" + of,
                        "Score columns of rows and the parts that add up to them, in tensors as infer has them.")
                .taking(parameters)
                .body(InferSchemas.request(), Route.JSON, InferAnswer.BYTES)
                .answering(InferSchemas.answer())
                .alsoProducing(InferAnswer.BYTES)
                .refusing(Kind.UNKNOWN_MODEL, Kind.NOT_READY, Kind.DAMAGED, Kind.WITHHELD, Kind.BUSY)
                .by(this::explain);
    }

    private ServedModel find(Request request) {
        return models.find(request.path("name"), Optional.ofNullable(request.path("version")));
    }

    private Answer facts(Request request) {
        ObjectNode node = Json.object()
                .put("name", "perennial")
                .put("version", Build.current().version());
        // Only what is there as a whole: of the repository nothing can be unloaded, and statistics know no queues.
        node.putArray("extensions").add("binary_tensor_data").add("explain");
        return Answer.json(node);
    }

    private Answer ready(Request request) {
        Optional<Problem> problem = models.problem();
        ObjectNode node = Json.object().put("ready", problem.isEmpty()).put("live", true);
        return problem.map(why -> Answer.json(503, node).with(why.headers())).orElseGet(() -> Answer.json(node));
    }

    private Answer names(Request request) {
        ObjectNode node = Json.object();
        ArrayNode names = node.putArray("models");
        models.names().forEach(names::add);
        return Answer.json(node);
    }

    private Answer explain(Request request) {
        ServedModel model = find(request);
        return model.counted(Verb.EXPLAIN, () -> new InferenceExplanation(model, mostRows).answer(request, pool));
    }

    private Answer infer(Request request) {
        ServedModel model = find(request);
        return model.counted(
                Verb.INFER, () -> statistics.timed(model.id(), () -> new Inference(model, mostRows).answer(request)));
    }
}
