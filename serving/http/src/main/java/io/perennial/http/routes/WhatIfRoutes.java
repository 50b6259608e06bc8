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
import java.util.OptionalDouble;
import java.util.Set;

/** What a user's score would be if things that a person can act on were different. */
final class WhatIfRoutes {

    private static final Route.Parameter USER = Route.Parameter.path("id", "id of the user", Schema.text("id"));

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
        return Route.post(
                        "/v1/users/{id}/what-if",
                        Access.EXPLAIN,
                        "whatIf",
                        "The score of a user with some actionable features changed, and the change by dimension; nothing is kept.")
                .taking(USER)
                .body(WhatIfView.body()
                        .optional("target", Schema.oneOf(ExplainRoutes.TARGETS))
                        .optional("lang", Schema.oneOf(Language.ids()))
                        .closed())
                .answering(WhatIfView.schema(Shapes.head(), Shapes.columns()))
                .refusing(
                        Kind.UNKNOWN_USER,
                        Kind.UNKNOWN_FIELD,
                        Kind.NO_SCORE,
                        Kind.CONFLICT,
                        Kind.NOT_READY,
                        Kind.DAMAGED,
                        Kind.STORE_DOWN,
                        Kind.WITHHELD,
                        Kind.BUSY)
                .by(this::tryOther);
    }

    private Route counterfactual() {
        return Route.get(
                        "/v1/users/{id}/counterfactual",
                        Access.EXPLAIN,
                        "counterfactual",
                        "The smallest change of at most two actionable features that brings the churn probability below a goal,"
                                + " proved, or that there is none.")
                .taking(
                        USER,
                        Route.Parameter.query(
                                "goal",
                                "what to fall below; where not given, the beginning of the user's churn grade",
                                Schema.number("above 0, up to 1")),
                        Route.Parameter.query("lang", "language of words", Schema.oneOf(Language.ids())))
                .answering(CounterfactualView.schema(Shapes.head()))
                .refusing(
                        Kind.UNKNOWN_USER,
                        Kind.NO_SCORE,
                        Kind.NOT_READY,
                        Kind.DAMAGED,
                        Kind.STORE_DOWN,
                        Kind.WITHHELD,
                        Kind.BUSY)
                .by(this::findSmallest);
    }

    private Answer tryOther(Request request) {
        Fields body = request.json().only(Set.of("features", "target", "lang"));
        Target target = ExplainRoutes.target(body.oneOf("target", ExplainRoutes.TARGETS));
        Language language = Language.of(body.oneOf("lang", Language.ids()));
        Fields features = body.object("features");
        ServingState state = serving.state(request.path("id"));
        Subject subject = serving.subjects(state).user(request.path("id"));
        return Answer.json(
                pool.run(() -> new WhatIfView(state, serving.view(state), language).whatIf(subject, features, target)));
    }

    private Answer findSmallest(Request request) {
        OptionalDouble goal = request.number("goal", 0, 1);
        Language language = Language.of(request.oneOf("lang", Language.ids()));
        ServingState state = serving.state(request.path("id"));
        Subject subject = serving.subjects(state).user(request.path("id"));
        return Answer.json(
                pool.run(() -> new CounterfactualView(state, serving.view(state), language).answer(subject, goal)));
    }
}
