package io.perennial.http.protocol;

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
import io.perennial.scoring.score.Column;
import io.perennial.scoring.score.Score;
import java.util.List;

/** The routes of MLflow's scoring server: a data frame in, the score columns of every champion out. */
public final class MlflowRoutes {

    private static final String TEXT = "text/plain;charset=utf-8";

    private final ServedModels models;
    private final int mostRows;

    /**
     * Routes over models.
     *
     * @param mostRows most rows of one request
     */
    public MlflowRoutes(ServedModels models, int mostRows) {
        this.models = models;
        this.mostRows = mostRows;
    }

    /** All of them. */
    public List<Route> routes() {
        return List.of(
                Route.get("/ping", Access.OPEN, "ping", "Whether models answer, as MLflow asks.")
                        .answering(TEXT)
                        .refusing(Kind.UNKNOWN_MODEL)
                        .by(this::alive),
                Route.get("/health", Access.OPEN, "health", "The same.")
                        .answering(TEXT)
                        .refusing(Kind.UNKNOWN_MODEL)
                        .by(this::alive),
                Route.get("/version", Access.OPEN, "serverVersion", "Version of the server.")
                        .answering(TEXT)
                        .by(request -> Answer.text(TEXT, Build.current().version() + "\n")),
                Route.post(
                                "/invocations",
                                Access.SCORE,
                                "invocations",
                                "Score columns of a data frame, in any of MLflow's forms of JSON, or CSV.")
                        .body(body(), Route.JSON, "text/csv", "application/csv")
                        .answering(Schema.object()
                                .with("predictions", Predictions.schema())
                                .schema())
                        .refusing(Kind.NOT_READY, Kind.WITHHELD)
                        .by(this::invoke));
    }

    /** MLflow's server is not there without its model, and whoever asks it expects 404 where there is none. */
    private Answer alive(Request request) {
        if (!models.haveChampions()) {
            throw Problem.of(Kind.UNKNOWN_MODEL, "no model may answer yet; /readyz tells more");
        }
        return Answer.text(TEXT, "\n");
    }

    private static ObjectNode body() {
        Schema.Members members = Schema.object();
        ObjectNode object = Json.object().put("type", "object");
        members.optional("dataframe_split", object)
                .optional("dataframe_records", Schema.list(object.deepCopy()))
                .optional("instances", Schema.list(Json.object()))
                .optional("inputs", Json.object())
                .optional("params", object.deepCopy());
        return members.closed();
    }

    private Answer invoke(Request request) {
        List<ServedModel> champions = models.champions();
        // The last of them scores through those before it, so that one pass gives every column.
        ServedModel last = champions.get(champions.size() - 1);
        return last.counted(Verb.INFER, () -> invoke(request, champions, last));
    }

    private Answer invoke(Request request, List<ServedModel> champions, ServedModel last) {
        List<Column> outputs =
                champions.stream().flatMap(model -> model.outputs().stream()).toList();
        List<Score> scores = last.scores(Verb.INFER, Rows.of(rows(request, new MlflowRows(last.columns(), mostRows))));
        return Answer.written(out -> Predictions.write(outputs, scores, out));
    }

    private static List<double[]> rows(Request request, MlflowRows forms) {
        boolean isJson = request.header(Request.CONTENT_TYPE).orElse("").contains("json");
        if (!isJson) {
            return forms.csv(request.body());
        }
        try {
            return forms.json(request.json());
        } catch (Problem problem) {
            boolean isBody = problem.kind() == Kind.BAD_JSON;
            throw isBody
                    ? Problem.of(
                            Kind.BAD_JSON,
                            problem.getMessage() + "; the body must be an object with exactly one of "
                                    + String.join(", ", MlflowRows.FORMS))
                    : problem;
        }
    }
}
