package io.perennial.http.routes;

import io.perennial.http.answer.Extremes;
import io.perennial.http.answer.ScoreAnswer;
import io.perennial.http.answer.Subject;
import io.perennial.http.answer.Subjects;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.live.Arm;
import io.perennial.http.live.ServingState;
import io.perennial.http.protocol.NamedRows;
import io.perennial.scoring.score.IncoherentScoreException;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Scores: of a user of the population, and of rows that come with the request. */
final class ScoreRoutes {

    private final Serving serving;
    private volatile NamedRows plain;

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
        return Answer.written(scored(state, subject, state.requireScorer().session()));
    }

    private Answer ofRows(Request request) {
        ServingState state = serving.live().state();
        Subjects subjects = serving.subjects(state);
        List<Asked> rows = plain(request, subjects).orElseGet(() -> read(request.json(), subjects));
        Map<Arm, Scorer.Session> sessions = new EnumMap<>(Arm.class);
        return Answer.written(out -> {
            out.writeArrayFieldStart("rows");
            for (Asked row : rows) {
                RowAnswer.write(() -> scored(state, row, sessions), out);
            }
            out.writeEndArray();
        });
    }

    /**
     * A row that is asked about.
     *
     * @param subject who is to be scored, or the problem with the row
     * @param where   what stands before the name of a feature, such as {@code rows[3].features.}
     */
    private record Asked(Supplier<Subject> subject, Supplier<String> where) {}

    /** The rows of a body in its plain form; empty where it has another. */
    private Optional<List<Asked>> plain(Request request, Subjects subjects) {
        return reader(subjects).read(request.body()).flatMap(rows -> {
            List<Asked> asked = new ArrayList<>(rows.size());
            for (NamedRows.Row row : rows) {
                Optional<Subject> subject = subjects.row(row.user(), row.asOf(), row.features());
                if (subject.isEmpty()) {
                    return Optional.empty();
                }
                int at = asked.size();
                asked.add(new Asked(subject::get, () -> "rows[" + at + "].features."));
            }
            return Optional.of(asked);
        });
    }

    private NamedRows reader(Subjects subjects) {
        NamedRows known = plain;
        if (known == null || !known.isOf(subjects.schema())) {
            known = new NamedRows(subjects.schema(), serving.config().maxRows());
            plain = known;
        }
        return known;
    }

    private List<Asked> read(Fields given, Subjects subjects) {
        Fields body = given.only(Set.of("rows", "asOf"));
        Optional<LocalDate> asOf = Subjects.asOf(body);
        return body.objects("rows", serving.config().maxRows()).stream()
                .map(row -> new Asked(() -> subjects.row(row, asOf), () -> row.path("features") + "."))
                .toList();
    }

    private ScoreAnswer scored(ServingState state, Asked row, Map<Arm, Scorer.Session> sessions) {
        Subject subject = row.subject().get();
        ServingState own = serving.state(state, subject.row().user());
        Scorer.Session session =
                sessions.computeIfAbsent(own.arm(), any -> own.requireScorer().session());
        try {
            return scored(own, subject, session);
        } catch (IncoherentScoreException e) {
            List<String> ids = own.requireScorer().schema().ids();
            throw Extremes.problem(e, subject.row(), ids, row.where().get(), session);
        }
    }

    /** Scores, and tells those who keep account of what was answered. */
    private ScoreAnswer scored(ServingState state, Subject subject, Scorer.Session session) {
        LocalDate today = serving.today();
        Score score = session.score(subject.row());
        serving.traffic().answered(state, subject.row(), score);
        return serving.decisions()
                .record(state, today, serving.view(state, today).answer(subject, score));
    }
}
