package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.live.ServingState;
import io.perennial.http.quality.Drift;
import io.perennial.http.quality.DriftCourse;
import io.perennial.http.quality.DriftCourse.Moves;
import io.perennial.http.quality.LiveQuality;
import io.perennial.http.quality.QualityCheck;
import io.perennial.http.serving.Serving;
import io.perennial.http.serving.Traces;
import io.perennial.scoring.model.LoadedModel;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** How good the scores are that the champion gave: drift, calibration and ranking, from the decision log. */
final class QualityRoutes {

    private static final String DAYS = "days";
    private static final int USUAL_DAYS = 30;
    private static final int MOVED_MOST = 5;

    private final Serving serving;

    QualityRoutes(Serving serving) {
        this.serving = serving;
    }

    List<Route> routes() {
        return List.of(Route.get(
                        "/v1/quality",
                        Access.ANALYST,
                        "quality",
                        "How good the newest scores of the champion are: drift of features and scores, now and by day, calibration,"
                                + " ranking.")
                .taking(Route.Parameter.query(
                        DAYS, "days whose drift is told, today the last", Schema.integer(1, kept())))
                .answering(schema())
                .refusing(Kind.NOT_READY, Kind.BUSY, Kind.STORE_DOWN)
                .by(this::quality));
    }

    /** Days whose drift is kept. */
    private int kept() {
        return serving.config().decisions().driftDays();
    }

    private static ObjectNode schema() {
        ObjectNode drift = Schema.object()
                .with("churnProbability", sketch().schema())
                .with(
                        "features",
                        Schema.list(sketch().with("id", Schema.text("feature")).schema()))
                .schema();
        ObjectNode bin = Schema.object()
                .with("users", Schema.integer(1, QualityCheck.MOST_SCORES))
                .with("told", Schema.number("mean probability"))
                .with("cameTrue", Schema.number("share that churned"))
                .schema();
        return Schema.object()
                .with("model", Schema.text("name@version"))
                .with("scores", Schema.integer(0, QualityCheck.MOST_SCORES))
                .with("outcomes", Schema.integer(0, QualityCheck.MOST_SCORES))
                .with("outcomesPending", Schema.truth())
                .with("outcomesUnreadable", Schema.truth())
                .with("unreadable", Schema.integer(0, Integer.MAX_VALUE))
                .optional(
                        "since",
                        Schema.text("instant from when on the log was read, where older scores were passed over"))
                .optional("nextOutcome", Schema.text("day from which on the outcome of one more score can be told"))
                .optional(
                        "keptDays",
                        Schema.integer(0, Integer.MAX_VALUE)
                                .put(
                                        "description",
                                        "days after which the log deletes a score, where that is before its outcome is known"))
                .with("drift", drift)
                .with("calibration", Schema.list(bin))
                .with("auc", auc())
                .with(
                        "days",
                        Schema.list(moves().with("day", Schema.text("UTC")).schema()))
                .with("daysTogether", moves().schema())
                .with("daysUnreadable", Schema.integer(0, Integer.MAX_VALUE))
                .with("reasonsCalledWrong", Schema.integer(0, Integer.MAX_VALUE))
                .schema();
    }

    private static ObjectNode auc() {
        return Schema.object()
                .with("estimated", Schema.number("to be expected of these probabilities if they are calibrated"))
                .with(
                        "estimatedOfOutcomes",
                        Schema.number("the same, of those alone whose outcome is known: what realised is held against"))
                .with("realised", Schema.number("of those whose outcome window is over"))
                .with("realisedLow", Schema.number("lower end of its 90 % interval; null where it has none"))
                .with("realisedHigh", Schema.number("upper end of its 90 % interval; null where it has none"))
                .schema();
    }

    private static Schema.Members moves() {
        return Schema.object()
                .with("scores", Schema.integer(0, Long.MAX_VALUE))
                .with("churnProbability", sketch().schema())
                .with(
                        "movedMost",
                        Schema.list(sketch().with("id", Schema.text("feature")).schema()));
    }

    private static Schema.Members sketch() {
        return Schema.object()
                .with("recorded", Schema.integer(0, Long.MAX_VALUE))
                .with("missing", Schema.integer(0, Long.MAX_VALUE))
                .with("stability", Schema.number("population stability index against the reference"))
                .with("gone", Schema.truth());
    }

    private Answer quality(Request request) {
        int days = request.integer(DAYS, Math.min(USUAL_DAYS, kept()), 1, kept());
        QualityCheck check = serving.quality()
                .orElseThrow(() -> Problem.of(
                        Kind.NOT_READY,
                        "no decision log is kept, so nobody knows what was told; serve with --decisions DIR"));
        ServingState state = serving.live().state();
        FeatureSchema schema = serving.subjects(state).requireLog();
        LoadedModel churn = state.requireScorer().churn();
        try {
            int wrong =
                    new Traces(serving).log().feedback().wrongReasons(churn.id().toString());
            ObjectNode told = json(check.of(churn.id(), churn::references, schema, state.population()));
            add(check.course(churn.id(), days), told);
            return Answer.json(told.put("reasonsCalledWrong", wrong));
        } catch (UncheckedIOException e) {
            throw Problem.of(
                            Kind.NOT_READY,
                            "the decision log can't be read, and the server's log has the cause; scores are answered as before")
                    .with("Retry-After", "5");
        }
    }

    private static ObjectNode json(LiveQuality quality) {
        ObjectNode node = Json.object()
                .put("model", quality.model().toString())
                .put("scores", quality.scores())
                .put("outcomes", quality.outcomes())
                .put("outcomesPending", quality.isPending())
                .put("outcomesUnreadable", quality.isUnreadable())
                .put("unreadable", quality.unreadable());
        quality.since().ifPresent(since -> node.put("since", since.toString()));
        quality.coming()
                .next()
                .ifPresent(next -> node.put("nextOutcome", next.day().toString()));
        quality.coming().tooLittle().ifPresent(log -> node.put("keptDays", log.keptDays()));
        ObjectNode drift = node.putObject("drift");
        drift.set("churnProbability", json(quality.churn()));
        drift.set("features", json(quality.features().stream()));
        ArrayNode bins = node.putArray("calibration");
        quality.calibration().forEach(bin -> bins.addObject()
                .put("users", bin.users())
                .put("told", bin.told())
                .put("cameTrue", bin.cameTrue()));
        ObjectNode auc = node.putObject("auc");
        Json.put(auc, "estimated", quality.estimated());
        Json.put(auc, "estimatedOfOutcomes", quality.expected());
        Json.put(auc, "realised", quality.realised());
        Json.put(auc, "realisedLow", quality.interval().low());
        Json.put(auc, "realisedHigh", quality.interval().high());
        return node;
    }

    private static void add(DriftCourse course, ObjectNode told) {
        ArrayNode days = told.putArray("days");
        course.days()
                .forEach(
                        one -> days.addObject().put("day", one.day().toString()).setAll(json(one.moves())));
        told.set("daysTogether", json(course.together()));
        told.put("daysUnreadable", course.unreadable());
    }

    private static ObjectNode json(Moves moves) {
        ObjectNode node = Json.object().put("scores", moves.scores());
        node.set("churnProbability", json(moves.churn()));
        node.set("movedMost", json(moves.features().stream().limit(MOVED_MOST)));
        return node;
    }

    private static ArrayNode json(Stream<Drift> features) {
        ArrayNode array = Json.array();
        features.forEach(
                feature -> array.add(Json.object().put("id", feature.id()).setAll(json(feature))));
        return array;
    }

    private static ObjectNode json(Drift drift) {
        ObjectNode node = Json.object().put("recorded", drift.recorded()).put("missing", drift.missing());
        Json.put(node, "stability", drift.stability());
        return node.put("gone", drift.isGone());
    }
}
