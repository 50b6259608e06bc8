package io.perennial.http.routes;

import io.perennial.features.feature.Language;
import io.perennial.http.answer.ScoreView;
import io.perennial.http.answer.Subject;
import io.perennial.http.answer.Subjects;
import io.perennial.http.answer.WhatIfView;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.explain.Target;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a user's score would be if things that a person can act on were different. */
final class WhatIfRoutes {

    private final Serving serving;
    private final ExplainPool pool;

    WhatIfRoutes(Serving serving, ExplainPool pool) {
        this.serving = serving;
        this.pool = pool;
    }

    List<Route> routes() {
        return List.of(new Route(
                Route.Method.POST,
                "/v1/users/{id}/what-if",
                "whatIf",
                "The score of a user with some actionable features changed, and the change by dimension; nothing is kept.",
                List.of(new Route.Parameter("id", true, "id of the user", Schema.text("id"))),
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
                        Kind.NOT_READY,
                        Kind.DAMAGED,
                        Kind.WITHHELD,
                        Kind.BUSY),
                this::whatIf));
    }

    private Answer whatIf(Request request) {
        Fields body = request.json().only(Set.of("features", "target", "lang"));
        Target target = ExplainRoutes.target(body.oneOf("target", ExplainRoutes.TARGETS));
        Language language = ExplainRoutes.language(body.oneOf("lang", ExplainRoutes.LANGUAGES));
        Fields features = body.object("features");
        ServingState state = serving.live().state();
        LocalDate today = ScoreView.today(serving.clock());
        Subject subject = new Subjects(state, serving.config().maxEvents(), today).user(request.path("id"));
        return Answer.json(pool.run(() ->
                new WhatIfView(state, new ScoreView(state, today), language).whatIf(subject, features, target)));
    }
}
