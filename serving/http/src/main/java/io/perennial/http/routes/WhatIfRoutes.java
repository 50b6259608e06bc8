package io.perennial.http.routes;

import io.perennial.features.feature.Language;
import io.perennial.http.answer.CounterfactualView;
import io.perennial.http.answer.Subject;
import io.perennial.http.answer.WhatIfView;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.live.ServingState;
import io.perennial.http.serving.ExplainPool;
import io.perennial.http.serving.Serving;
import io.perennial.scoring.explain.Target;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What a user's score would be if things that a person can act on were different. */
final class WhatIfRoutes {

    private static final Route.Parameter USER = new Route.Parameter("id", true, "id of the user", Schema.text("id"));

    private final Serving serving;
    private final ExplainPool pool;

    WhatIfRoutes(Serving serving, ExplainPool pool) {
        this.serving = serving;
        this.pool = pool;
    }

    List<Route> routes() {
        return List.of(whatIf(), counterfactual());
    }

    private Route whatIf() {
        return new Route(
                Route.Method.POST,
                "/v1/users/{id}/what-if",
                Access.EXPLAIN,
                "whatIf",
                "The score of a user with some actionable features changed, and the change by dimension; nothing is kept.",
                List.of(USER),
                Optional.of(WhatIfView.body()
                        .optional("target", Schema.oneOf(ExplainRoutes.TARGETS))
                        .optional("lang", Schema.oneOf(ExplainRoutes.LANGUAGES))
                        .closed()),
                "application/json",
                Optional.of(WhatIfView.schema(Shapes.head(), Shapes.columns())),
                List.of(
                        Kind.UNKNOWN_USER,
                        Kind.UNKNOWN_FIELD,
                        Kind.NO_SCORE,
                        Kind.CONFLICT,
                        Kind.NOT_READY,
                        Kind.DAMAGED,
                        Kind.STORE_DOWN,
                        Kind.WITHHELD,
                        Kind.BUSY),
                this::tryOther);
    }

    private Route counterfactual() {
        return new Route(
                Route.Method.GET,
                "/v1/users/{id}/counterfactual",
                Access.EXPLAIN,
                "counterfactual",
                "The smallest change of at most two actionable features that brings the churn probability below a goal,"
                        + " proved, or that there is none.",
                List.of(
                        USER,
                        new Route.Parameter(
                                "goal",
                                false,
                                "what to fall below; where not given, the beginning of the user's churn grade",
                                Schema.number("above 0, up to 1")),
                        new Route.Parameter("lang", false, "language of words", Schema.oneOf(ExplainRoutes.LANGUAGES))),
                Optional.empty(),
                "application/json",
                Optional.of(CounterfactualView.schema(Shapes.head())),
                List.of(
                        Kind.UNKNOWN_USER,
                        Kind.NO_SCORE,
                        Kind.NOT_READY,
                        Kind.DAMAGED,
                        Kind.STORE_DOWN,
                        Kind.WITHHELD,
                        Kind.BUSY),
                this::findSmallest);
    }

    private Answer tryOther(Request request) {
        Fields body = request.json().only(Set.of("features", "target", "lang"));
        Target target = ExplainRoutes.target(body.oneOf("target", ExplainRoutes.TARGETS));
        Language language = ExplainRoutes.language(body.oneOf("lang", ExplainRoutes.LANGUAGES));
        Fields features = body.object("features");
        ServingState state = serving.state(request.path("id"));
        Subject subject = serving.subjects(state).user(request.path("id"));
        return Answer.json(
                pool.run(() -> new WhatIfView(state, serving.view(state), language).whatIf(subject, features, target)));
    }

    private Answer findSmallest(Request request) {
        OptionalDouble goal = request.number("goal", 0, 1);
        Language language = ExplainRoutes.language(request.oneOf("lang", ExplainRoutes.LANGUAGES));
        ServingState state = serving.state(request.path("id"));
        Subject subject = serving.subjects(state).user(request.path("id"));
        return Answer.json(
                pool.run(() -> new CounterfactualView(state, serving.view(state), language).answer(subject, goal)));
    }
}
