package io.perennial.http.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.score.Score;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The routes of KServe's protocol, version 1: instances in, predictions and explanations out, also as CloudEvents. */
public final class KserveRoutes {

    private static final String MODEL = "/v1/models/{name}";
    private static final String VERSION = MODEL + "/versions/{version}";
    private static final String LABEL = MODEL + "/labels/{label}";
    private static final String SIGNATURE = "signature_name";
    private static final Set<String> KEYS = Set.of("instances", "inputs", SIGNATURE);

    /** What TensorFlow Serving's clients call the only signature of a model, or leave empty. */
    private static final List<String> SIGNATURES = List.of("serving_default", "");

    private static final Route.Parameter NAME =
            Route.Parameter.path("name", "model, such as churn", Schema.text("name"));

    private static final List<Which> WHICH = List.of(
            new Which(MODEL, "", List.of(NAME)),
            new Which(
                    VERSION,
                    "OfVersion",
                    List.of(
                            NAME,
                            Route.Parameter.path("version", "number of a published version", Schema.text("number")))),
            new Which(
                    LABEL,
                    "OfLabel",
                    List.of(NAME, Route.Parameter.path("label", "champion or challenger", Schema.text("label")))));

    private final ServedModels models;
    private final ExplainPool pool;
    private final int mostRows;

    /**
     * Routes over models.
     *
     * @param pool     where explanations run, apart from scores
     * @param mostRows most rows of one request
     */
    public KserveRoutes(ServedModels models, ExplainPool pool, int mostRows) {
        this.models = models;
        this.pool = pool;
        this.mostRows = mostRows;
    }

    /** All of them. */
    public List<Route> routes() {
        ObjectNode predictions =
                Schema.object().with("predictions", Predictions.schema()).schema();
        ObjectNode explanations = Schema.object()
                .with("predictions", Predictions.schema())
                .with("explanations", Schema.list(Attributions.schema()))
                .optional("dropped", Schema.text("what a deadline left out"))
                .schema();
        List<Route> routes = new ArrayList<>();
        routes.add(Route.get("/v1/models", Access.ANY_KEY, "modelNames", "Names of the models.")
                .answering(names())
                .by(this::list));
        for (Which which : WHICH) {
            routes.add(Route.get(which.path(), Access.ANY_KEY, "modelReady" + which.of(), "Whether it may answer.")
                    .taking(which.parameters())
                    .answering(ready())
                    .refusing(Kind.UNKNOWN_MODEL, Kind.NOT_READY)
                    .by(this::model));
            Route predict = verb("predict", which, Access.SCORE, "Score columns of rows.", predictions, this::predict);
            // A label is looked up in the journal.
            routes.add(which.path().equals(LABEL) ? predict : predict.promptly(models::isHeld));
            routes.add(verb(
                    "explain", which, Access.EXPLAIN, "Score columns and their parts.", explanations, this::explain));
        }
        return routes;
    }

    /** A way to say which version is meant: none for the champion, by number, or by alias. */
    private record Which(String path, String of, List<Route.Parameter> parameters) {}

    private static ObjectNode names() {
        return Schema.object().with("models", Schema.list(Schema.text("name"))).schema();
    }

    private static ObjectNode ready() {
        return Schema.object()
                .with("name", Schema.text("model"))
                .with("ready", Schema.truth())
                .schema();
    }

    private Route verb(
            String verb, Which which, Access access, String summary, ObjectNode answer, Route.Handler handler) {
        ObjectNode rows = Schema.list(Json.object()).put("maxItems", mostRows);
        return Route.post(which.path() + ":" + verb, access, verb + "Instances" + which.of(), summary)
                .taking(which.parameters())
                .body(
                        Schema.object()
                                .optional("instances", rows)
                                .optional("inputs", rows)
                                .optional(SIGNATURE, Schema.oneOf(SIGNATURES))
                                .closed(),
                        Route.JSON,
                        CloudEvents.STRUCTURED)
                .answering(answer)
                .alsoProducing(CloudEvents.STRUCTURED)
                .refusing(Kind.UNKNOWN_MODEL, Kind.NOT_READY, Kind.DAMAGED, Kind.WITHHELD, Kind.BUSY)
                .by(CloudEvents.around(handler));
    }

    private Answer list(Request request) {
        ObjectNode node = Json.object();
        ArrayNode names = node.putArray("models");
        models.names().forEach(names::add);
        return Answer.json(node);
    }

    private Answer model(Request request) {
        boolean isVerb =
                request.paths().stream().anyMatch(part -> part.endsWith(":predict") || part.endsWith(":explain"));
        if (isVerb) {
            throw Problem.of(Kind.METHOD_NOT_ALLOWED, "GET is not taken here; use POST")
                    .with("Allow", "POST");
        }
        return Answer.json(Json.object().put("name", find(request).id().name()).put("ready", true));
    }

    private ServedModel find(Request request) {
        String name = request.path("name");
        String label = request.path("label");
        return label == null
                ? models.find(name, Optional.ofNullable(request.path("version")))
                : models.labelled(name, label);
    }

    private Answer predict(Request request) {
        ServedModel model = find(request);
        return model.counted(Verb.INFER, () -> predict(request, model));
    }

    private Answer predict(Request request, ServedModel model) {
        Rows rows = Rows.of(instances(request, model));
        if (!model.isPrompt(rows)) {
            request.needOwnThread();
        }
        List<Score> scores = model.scores(Verb.INFER, rows);
        return Answer.written(out -> Predictions.write(model.outputs(), scores, out));
    }

    private Answer explain(Request request) {
        Deadline deadline = Deadline.of(request);
        ServedModel model = find(request);
        return model.counted(Verb.EXPLAIN, () -> explain(request, model, deadline));
    }

    private Answer explain(Request request, ServedModel model, Deadline deadline) {
        Attributions attributions = new Attributions(model);
        Rows rows = Rows.of(instances(request, model));
        List<Score> scores = model.scores(Verb.EXPLAIN, rows);
        Optional<List<Explanation>> explanations = deadline.explained(pool, () -> attributions.of(rows, scores));
        return Answer.written(out -> {
            Predictions.write(model.outputs(), scores, out);
            out.writeArrayFieldStart("explanations");
            for (Explanation explanation : explanations.orElse(List.of())) {
                Json.write(members -> attributions.write(explanation, members), out);
            }
            out.writeEndArray();
            if (explanations.isEmpty()) {
                out.writeStringField("dropped", Deadline.DROPPED);
            }
        });
    }

    private List<double[]> instances(Request request, ServedModel model) {
        byte[] body = request.body();
        List<double[]> rows = null;
        try (JsonParser in = Json.parser(body, 0, body.length)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.of(Kind.BAD_JSON, "the body is not a JSON object; send {\"instances\": [...]}");
            }
            RowReader reader = new RowReader(model.columns(), mostRows);
            List<List<double[]>> given = new ArrayList<>();
            Members.object(in, "", KEYS, (parser, name) -> {
                if (name.equals(SIGNATURE)) {
                    requireSignature(Members.text(parser, name));
                } else {
                    given.add(reader.rows(parser, name));
                }
            });
            if (in.nextToken() != null) {
                throw Problem.of(Kind.BAD_JSON, "the JSON goes on after its object");
            }
            rows = given.size() == 1 ? given.get(0) : null;
        } catch (JsonProcessingException e) {
            throw Json.notJson(e);
        } catch (IOException e) {
            throw Problem.of(Kind.BAD_JSON, "the body is not UTF-8 JSON");
        }
        if (rows == null) {
            throw Problem.at(Kind.BAD_FIELD, "instances", "give either 'instances' or 'inputs', a list of rows");
        }
        return rows;
    }

    private static void requireSignature(String name) {
        if (!SIGNATURES.contains(name)) {
            throw Problem.at(
                    Kind.BAD_FIELD,
                    SIGNATURE,
                    "a model has one signature, 'serving_default', and none called '" + Request.shown(name)
                            + "'; leave '" + SIGNATURE + "' out");
        }
    }
}
