package io.perennial.http.routes;

import io.perennial.http.answer.Advice;
import io.perennial.http.answer.Condition;
import io.perennial.http.answer.PersonView;
import io.perennial.http.answer.Portrait;
import io.perennial.http.answer.Subjects;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.decision.DecisionLog;
import io.perennial.http.ledger.Erasures;
import io.perennial.http.ledger.KnownUser;
import io.perennial.http.live.ServingState;
import io.perennial.http.serving.Serving;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.UserRow;
import java.util.List;
import java.util.Optional;

/** One user: what is known of them, and how it is erased. */
final class PersonRoutes {

    private final Serving serving;

    PersonRoutes(Serving serving) {
        this.serving = serving;
    }

    List<Route> routes() {
        List<Route.Parameter> id = List.of(Route.Parameter.path("id", "id or alias of the user", Schema.text("id")));
        return List.of(
                Route.get(
                                "/v1/users/{id}",
                                Access.PERSON,
                                "user",
                                "What is known of a user now: the ledger in sums, stage, eligibility, health by dimension, decay, RFM, quadrants and value.")
                        .taking(id)
                        .answering(PersonView.schema())
                        .refusing(Kind.UNKNOWN_USER, Kind.NOT_READY, Kind.DAMAGED, Kind.STORE_DOWN, Kind.WITHHELD)
                        .by(this::person),
                Route.delete(
                                "/v1/users/{id}",
                                Access.PRIVACY,
                                "eraseUser",
                                "Erases a user: live events are removed, the bundle's row is masked, later events are refused.")
                        .taking(id)
                        .refusing(Kind.UNKNOWN_USER, Kind.NOT_READY, Kind.DAMAGED, Kind.STORE_DOWN)
                        .by(this::erase));
    }

    private Answer person(Request request) {
        String id = request.path("id");
        ServingState state = serving.state(id);
        Subjects subjects = serving.subjects(state);
        KnownUser known = subjects.known(id);
        UserRow row = subjects.of(known).row();
        Score score = state.requireScorer().score(row);
        return Answer.json(new PersonView(subjects.requireLog().context().log())
                .person(
                        known,
                        score,
                        Condition.of(row.features(), score),
                        Portrait.of(
                                state.requireScorer(),
                                serving.config().valueHealth().weights(),
                                known.ledger(),
                                row),
                        Advice.of(state, known, score, serving.config().playbook())));
    }

    private Answer erase(Request request) {
        ServingState state = serving.live().state();
        String id = request.path("id");
        Erasures erasures = serving.ledger().erasures();
        // Who is in a population that can't be read would come back with it, taken for erased.
        state.refusedPopulation().ifPresent(problem -> {
            throw problem;
        });
        // Whatever answers, or nothing: an erasure must not wait for a model.
        List<String> ids = state.ids(id);
        Optional<DecisionLog> log = serving.decisions().log();
        if (!isKnown(state, ids, log) && !isHalfErased(ids, log)) {
            throw Problem.of(
                    Kind.UNKNOWN_USER,
                    "user '" + Request.shown(id) + "' is not known here, or was erased before; nothing was changed");
        }
        // The store first: where it refuses, the log still tells of who is known from it alone, and the next erasure
        // finds them. What is told or said until the log forgets is forgotten with the rest.
        erasures.erase(ids);
        log.ifPresent(kept -> kept.forget(ids));
        return Answer.done();
    }

    private boolean isKnown(ServingState state, List<String> ids, Optional<DecisionLog> log) {
        // Who sent rows of their own is known to the log alone.
        return serving.ledger().erasures().isKnown(state.population(), ids)
                || log.filter(kept -> kept.tellsOf(ids)).isPresent();
    }

    /**
     * Whether an erasure reached the store and not this log: another server on the store has a log of its own, and a disk
     * may refuse between the two. Then the log would go on to write of the user.
     */
    private boolean isHalfErased(List<String> ids, Optional<DecisionLog> log) {
        return serving.ledger().erasures().isErased(ids)
                && log.filter(kept -> !kept.hasForgotten(ids)).isPresent();
    }
}
