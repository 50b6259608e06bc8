package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.answer.Extremes;
import io.perennial.http.answer.ScoreView;
import io.perennial.http.answer.Subject;
import io.perennial.http.answer.Subjects;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.decision.Question;
import io.perennial.http.live.Arm;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.score.IncoherentScoreException;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Scores: of a user of the population, and of rows that come with the request. */
final class ScoreRoutes {

    private final Serving serving;

    ScoreRoutes(Serving serving) {
        this.serving = serving;
    }

    List<Route> routes() {
        return List.of(
                new Route(
                        Route.Method.GET,
                        "/v1/users/{id}/score",
                        Access.SCORE,
                        "scoreOfUser",
                        "The score of a user as known now, live events included, by the models that answer.",
                        List.of(new Route.Parameter("id", true, "id of the user", Schema.text("id"))),
                        Optional.empty(),
                        "application/json",
                        Optional.of(Shapes.score()),
                        List.of(Kind.UNKNOWN_USER, Kind.NOT_READY, Kind.DAMAGED),
                        this::ofUser),
                new Route(
                        Route.Method.POST,
                        "/v1/score",
                        Access.SCORE,
                        "scoreRows",
                        "Scores of rows that bring their features, or their events, with a status for each.",
                        List.of(),
                        Optional.of(Shapes.rows(
                                        serving.config().maxRows(),
                                        serving.config().maxEvents())
                                .closed()),
                        "application/json",
                        Optional.of(Shapes.answers("answer", Shapes.score())),
                        List.of(Kind.NOT_READY),
                        this::ofRows));
    }

    private Answer ofUser(Request request) {
        String user = request.path("id");
        ServingState state = serving.state(user);
        Subject subject = serving.subjects(state).user(user);
        return Answer.json(scored(state, subject, state.requireScorer().session()));
    }

    private Answer ofRows(Request request) {
        ServingState state = serving.live().state();
        Subjects subjects = serving.subjects(state);
        Map<Arm, Scorer.Session> sessions = new EnumMap<>(Arm.class);
        Fields body = request.json().only(Set.of("rows", "asOf"));
        Optional<LocalDate> asOf = Subjects.asOf(body);
        ArrayNode answers = Json.array();
        for (Fields row : body.objects("rows", serving.config().maxRows())) {
            answers.add(RowAnswer.of("answer", () -> {
                Subject subject = subjects.row(row, asOf);
                ServingState own = serving.traffic().of(state, subject.row().user());
                Scorer.Session session = sessions.computeIfAbsent(
                        own.arm(), any -> own.requireScorer().session());
                try {
                    return scored(own, subject, session);
                } catch (IncoherentScoreException e) {
                    List<String> ids = own.requireScorer().schema().ids();
                    throw Extremes.problem(e, subject.row(), ids, row.path("features") + ".", session);
                }
            }));
        }
        ObjectNode node = Json.object();
        node.set("rows", answers);
        return Answer.json(node);
    }

    /** Scores, and tells those who keep account of what was answered. */
    private ObjectNode scored(ServingState state, Subject subject, Scorer.Session session) {
        LocalDate today = serving.today();
        Score score = session.score(subject.row());
        serving.traffic().answered(state, subject.row(), score);
        ObjectNode answer = new ScoreView(state, today).score(subject, score);
        return serving.decisions().record(Question.score(), state, subject, today, answer);
    }
}
