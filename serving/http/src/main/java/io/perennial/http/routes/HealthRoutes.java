package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ServingState;
import java.util.List;

/** Whether the process lives, whether it can answer, and what it has counted. */
final class HealthRoutes {

    private static final String KEPT_BACK = "the server's log says why";

    private final LiveState live;
    private final Metrics metrics;
    private final boolean guarded;

    /**
     * Routes that anybody may ask.
     *
     * @param guarded whether those who have no key may ask them too: they are told what is refused, not why, as reasons
     *                name files
     */
    HealthRoutes(LiveState live, Metrics metrics, boolean guarded) {
        this.live = live;
        this.metrics = metrics;
        this.guarded = guarded;
    }

    List<Route> routes() {
        ObjectNode alive = Schema.object().with("live", Schema.truth()).schema();
        ObjectNode ready = Schema.object()
                .with("ready", Schema.truth())
                .with("reason", Schema.text("why not; empty where ready"))
                .with("models", Schema.list(Schema.object().schema()))
                .with("refused", Schema.list(Schema.object().schema()))
                .schema();
        return List.of(
                Route.get("/livez", Access.OPEN, "live", "Whether the process lives.")
                        .answering(alive)
                        .by(this::live),
                Route.get(
                                "/readyz",
                                Access.OPEN,
                                "ready",
                                "Whether models may answer: each one's golden rows replayed bit for bit.")
                        .answering(ready)
                        .refusing(Problem.Kind.NOT_READY)
                        .by(this::ready),
                Route.get("/metrics", Access.OPEN, "metrics", "Counters and timers in Prometheus' text format.")
                        .answering(Metrics.CONTENT_TYPE)
                        .by(request -> Answer.text(Metrics.CONTENT_TYPE, metrics.text())));
    }

    private Answer live(Request request) {
        return Answer.json(Json.object().put("live", true));
    }

    private Answer ready(Request request) {
        ServingState state = live.state();
        ObjectNode node =
                Json.object().put("ready", state.isReady()).put("reason", state.isReady() ? "" : told(state.reason()));
        ArrayNode models = node.putArray("models");
        state.models().forEach(model -> models.addObject()
                .put("name", model.id().name())
                .put("version", model.id().version())
                .put("digest", model.id().digest()));
        state.population().ifPresent(served -> node.putObject("population")
                .put("version", served.id().version())
                .put("asOf", served.population().header().asOf().toString())
                .put("users", served.population().header().users()));
        ArrayNode refused = node.putArray("refused");
        state.refusals().forEach(refusal -> refused.addObject()
                .put("name", refusal.name())
                .put("version", refusal.version())
                .put("reason", told(refusal.reason())));
        return state.problem()
                .map(problem -> Answer.json(503, node).with(problem.headers()))
                .orElseGet(() -> Answer.json(node));
    }

    private String told(String reason) {
        return guarded ? KEPT_BACK : reason;
    }
}
