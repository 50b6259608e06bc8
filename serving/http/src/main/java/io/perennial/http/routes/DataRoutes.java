package io.perennial.http.routes;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.http.answer.DataGates;
import io.perennial.http.answer.DataView;
import io.perennial.http.answer.Subjects;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.ledger.ScoringDay;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.live.ServingState;
import io.perennial.http.serving.Serving;
import io.perennial.scoring.population.LogAccount;
import java.util.List;

/** The data behind the scores: where the rows of the logs went, and whether it may be trusted. */
final class DataRoutes {

    private final Serving serving;

    DataRoutes(Serving serving) {
        this.serving = serving;
    }

    List<Route> routes() {
        return List.of(Route.get(
                        "/v1/data",
                        Access.ANALYST,
                        "data",
                        "Where the rows of the logs went, how fresh they are, and which conditions of quality hold.")
                .answering(DataView.schema())
                .refusing(Kind.NOT_READY, Kind.DAMAGED)
                .by(this::data));
    }

    private Answer data(Request request) {
        ServingState state = serving.live().state();
        Subjects subjects = serving.subjects(state);
        ServedPopulation served = subjects.requirePopulation();
        ScoringDay day = serving.ledger().day(state.population(), subjects.requireLog());
        DataView view = new DataView(served, day, serving.today());
        return Answer.json(serving.account(served)
                .map(account -> view.told(account, gates(state, subjects.requireLog(), day, account)))
                .orElseGet(view::untold));
    }

    private List<DataGates.Gate> gates(ServingState state, FeatureSchema schema, ScoringDay day, LogAccount account) {
        return new DataGates(account, schema, state.refusals(), day, serving.today()).all();
    }
}
