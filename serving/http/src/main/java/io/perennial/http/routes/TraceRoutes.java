package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.Language;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.decision.Decision;
import io.perennial.http.decision.DecisionLog;
import io.perennial.http.decision.Feedback;
import io.perennial.http.decision.Replay;
import io.perennial.http.decision.ToldHistory;
import io.perennial.http.decision.TraceView;
import io.perennial.http.serving.ExplainPool;
import io.perennial.http.serving.Serving;
import io.perennial.http.serving.Traces;
import io.perennial.scoring.explain.Target;
import java.util.Arrays;
import java.util.List;

/** What was answered: the trace of a prediction, the same answer made again, and what a user was told. */
final class TraceRoutes {

    private static final int MOST_ANSWERS = 1_000;

    /** Answers of one user that are read at most, so that one question can't read the whole log. */
    private static final int MOST_LOOKED_AT = 2_000;

    private final Serving serving;
    private final ExplainPool pool;

    TraceRoutes(Serving serving, ExplainPool pool) {
        this.serving = serving;
        this.pool = pool;
    }

    List<Route> routes() {
        Route.Parameter prediction = Route.Parameter.path("prediction", "id that an answer carried", Schema.text("id"));
        return List.of(
                Route.get(
                                "/v1/trace/{prediction}",
                                Access.HISTORY,
                                "trace",
                                "What a prediction was made from, under a pseudonym, and the answers that were given of it.")
                        .taking(prediction)
                        .answering(head().with("features", Json.object().put("type", "object"))
                                .with("sequence", Schema.list(Schema.number("past months, as the trend reads them")))
                                .with(
                                        "inputsDigest",
                                        Schema.text("SHA-256 of features and sequence as big-endian doubles"))
                                .with("grades", Json.object().put("type", "object"))
                                .with("answers", Schema.list(answer().schema()))
                                .with("feedback", Schema.list(FeedbackRoutes.feedback()))
                                .with("replay", Schema.text("where to have it made again"))
                                .schema())
                        .refusing(Kind.UNKNOWN_PREDICTION, Kind.NOT_READY, Kind.STORE_DOWN, Kind.BUSY)
                        .by(this::trace),
                Route.post(
                                "/v1/trace/{prediction}/replay",
                                Access.EXPLAIN,
                                "replay",
                                "The answers of a prediction made again by the versions that gave them; equal means byte for byte.")
                        .taking(prediction)
                        .answering(head().with("answers", Schema.list(replayed()))
                                .with("equal", Schema.truth())
                                .schema())
                        .refusing(Kind.UNKNOWN_PREDICTION, Kind.NOT_READY, Kind.STORE_DOWN, Kind.BUSY)
                        .by(this::replay),
                historyRoute());
    }

    private Route historyRoute() {
        return Route.get(
                        "/v1/users/{id}/history",
                        Access.HISTORY,
                        "history",
                        "What was told of a user, as it was served, the newest first.")
                .taking(
                        Route.Parameter.path("id", "id of the user", Schema.text("id")),
                        Route.Parameter.query("limit", "most predictions", Schema.integer(1, MOST_ANSWERS)))
                .answering(Schema.object()
                        .with("user", Schema.text("id"))
                        .with("predictions", Schema.list(told()))
                        .with("truncated", Schema.truth())
                        .with("feedback", Schema.list(FeedbackRoutes.feedback()))
                        .schema())
                .refusing(Kind.UNKNOWN_PREDICTION, Kind.NOT_READY, Kind.STORE_DOWN, Kind.BUSY)
                .by(this::history);
    }

    private Answer trace(Request request) {
        String prediction = request.path("prediction");
        List<Decision> decisions = traces().decisions(prediction);
        List<Feedback> feedback = traces().log().feedback().ofPrediction(prediction);
        // The names may ask for a version that nobody has opened yet, which costs as much as many explanations.
        return Answer.json(pool.run(() -> TraceView.trace(decisions, replays().schema(decisions.get(0)), feedback)));
    }

    private Answer replay(Request request) {
        List<Decision> decisions = traces().decisions(request.path("prediction"));
        return Answer.json(pool.run(() -> TraceView.replay(decisions, replays())));
    }

    private Traces traces() {
        return new Traces(serving);
    }

    private Replay replays() {
        return new Replay(serving.live().past());
    }

    private Answer history(Request request) {
        int limit = request.integer("limit", 100, 1, MOST_ANSWERS);
        String user = request.path("id");
        DecisionLog log = traces().log();
        List<String> ids = serving.live().state().ids(user);
        forgetErased(log, ids);
        return Answer.json(TraceView.history(
                user,
                ToldHistory.of(log, ids, MOST_LOOKED_AT, limit),
                log.feedbackOfUser(ids).stream().limit(limit).toList()));
    }

    /** Another server on the same store may have erased a user: this log then forgets what it told of them, too. */
    private void forgetErased(DecisionLog log, List<String> ids) {
        if (serving.ledger().erasures().isErased(ids)) {
            log.forget(ids);
        }
    }

    private static Schema.Members head() {
        return Schema.object()
                .with("predictionId", Schema.text("id"))
                .with("user", Schema.text("pseudonym"))
                .with("asOf", Shapes.day())
                .with("arm", Schema.text("which of the versions in traffic"))
                .with("source", Schema.text("where the features came from"))
                .with("models", Schema.list(Schema.object().schema()));
    }

    private static Schema.Members answer() {
        return Schema.object()
                .with("at", Schema.text("instant"))
                .with("kind", Schema.oneOf(List.of("score", "explanation")))
                .with(
                        "target",
                        Schema.oneOf(
                                Arrays.stream(Target.values()).map(Target::id).toList()))
                .with("lang", Schema.oneOf(Language.ids()))
                .with("digest", Schema.text("SHA-256 of the bytes, the pseudonym in the place of the id"))
                .with("values", Json.object().put("type", "object"));
    }

    private static ObjectNode replayed() {
        return answer().with("equal", Schema.truth())
                .optional("replayed", Schema.text("digest of the answer made again"))
                .optional("answer", Json.object().put("type", "object"))
                .optional("reason", Schema.text("why it could not be made again"))
                .schema();
    }

    private static ObjectNode told() {
        return Schema.object()
                .with("predictionId", Schema.text("id"))
                .with("asOf", Shapes.day())
                .with("models", Schema.list(Schema.object().schema()))
                .with("first", Schema.text("when it was told first"))
                .with("last", Schema.text("when it was told last"))
                .with("times", Schema.integer(1, Integer.MAX_VALUE))
                .with("values", Json.object().put("type", "object"))
                .with("trace", Schema.text("address of its trace"))
                .schema();
    }
}
