package io.perennial.http.routes;

import com.fasterxml.jackson.core.JsonGenerator;
import io.perennial.features.profile.WinBack;
import io.perennial.http.answer.ActionView;
import io.perennial.http.answer.Advice;
import io.perennial.http.answer.ScoreAnswer;
import io.perennial.http.answer.Subject;
import io.perennial.http.answer.Subjects;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.ledger.KnownUser;
import io.perennial.http.live.Arm;
import io.perennial.http.live.ModelCalls;
import io.perennial.http.live.ModelCalls.AskedAs;
import io.perennial.http.live.ModelCalls.Call;
import io.perennial.http.live.ModelCalls.Ending;
import io.perennial.http.live.ModelCalls.Verb;
import io.perennial.http.live.ServingState;
import io.perennial.http.protocol.Deadline;
import io.perennial.http.protocol.NamedRows;
import io.perennial.http.serving.ExplainPool;
import io.perennial.http.serving.Serving;
import io.perennial.scoring.explain.ExplanationResult;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.explain.Withheld;
import io.perennial.scoring.score.IncoherentScoreException;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Scores: of a user of the population, and of rows that come with the request. */
final class ScoreRoutes {

    /** Explaining a row costs as much as scoring hundreds. */
    private static final int MOST_REASONED = 20;

    private static final String REASONS = "reasons";
    private static final Set<String> BODY = Set.of("rows", "asOf", REASONS);

    private final Serving serving;
    private final ExplainPool pool;
    private final ModelCalls calls;
    private final WithheldAnswers withheld;
    private volatile NamedRows plain;

    ScoreRoutes(Serving serving, ExplainPool pool, ModelCalls calls, WithheldAnswers withheld) {
        this.serving = serving;
        this.pool = pool;
        this.calls = calls;
        this.withheld = withheld;
    }

    List<Route> routes() {
        return List.of(userRoute(), rowsRoute());
    }

    private Route userRoute() {
        return Route.get(
                        "/v1/users/{id}/score",
                        Access.SCORE,
                        "scoreOfUser",
                        "The score of a user as known now, live events included, by the models that answer.")
                .taking(
                        Route.Parameter.path("id", "id of the user", Schema.text("id")),
                        Route.Parameter.query(
                                REASONS, "whether reasons are told in any case", Schema.oneOf(Schema.NO_YES)),
                        Route.Parameter.query(
                                ActionView.ACTION,
                                "whether the action that is recommended is told",
                                Schema.oneOf(Schema.NO_YES)))
                .answering(Shapes.score()
                        .optional(ActionView.ACTION, ActionView.schema())
                        .optional(Shapes.DROPPED, Shapes.dropped())
                        .schema())
                .refusing(Kind.UNKNOWN_USER, Kind.NOT_READY, Kind.DAMAGED, Kind.STORE_DOWN, Kind.WITHHELD, Kind.BUSY)
                .by(this::ofUser);
    }

    private Route rowsRoute() {
        return Route.post(
                        "/v1/score",
                        Access.SCORE,
                        "scoreRows",
                        "Scores of rows that bring their features, or their events, with a status for each.")
                .body(Shapes.rows(serving.config().maxRows(), serving.config().maxEvents())
                        .optional(REASONS, Schema.truth())
                        .closed())
                .answering(Uncounted.in(Shapes.answers("answer", Shapes.score().schema())
                                .optional(Shapes.DROPPED, Shapes.dropped()))
                        .schema())
                .refusing(Kind.NOT_READY, Kind.BUSY)
                .by(this::ofRows);
    }

    private Answer ofUser(Request request) {
        String user = request.path("id");
        ServingState state = serving.state(user);
        Subjects subjects = serving.subjects(state);
        KnownUser known = subjects.known(user);
        Subject subject = subjects.of(known);
        boolean isAsked = request.oneOf(REASONS, Schema.NO_YES).equals("true");
        Reasoned told = isAsked && subject.reasons().isEmpty()
                ? Deadline.of(request)
                        .explained(pool, () -> reasoned(state, subject))
                        .orElse(new Reasoned(subject, Optional.of(Deadline.DROPPED)))
                : new Reasoned(subject, Optional.empty());
        Call call = Call.of(state, Verb.SCORE);
        ScoreAnswer answer = calls.counted(
                call,
                () -> serving.scored(
                        state, told.subject(), state.requireScorer().session()));
        calls.scored(call, 1);
        Optional<WinBack> action = request.oneOf(ActionView.ACTION, Schema.NO_YES)
                        .equals("true")
                ? Optional.of(
                        Advice.of(state, known, answer.score(), serving.config().playbook())
                                .what())
                : Optional.empty();
        return Answer.written(out -> {
            answer.write(out);
            writeAction(action, out);
            writeDropped(told.dropped(), out);
        });
    }

    /** No part of what is recorded: another contact, or another playbook, changes what is advised. */
    private static void writeAction(Optional<WinBack> action, JsonGenerator out) throws IOException {
        if (action.isPresent()) {
            out.writeFieldName(ActionView.ACTION);
            Json.write(ActionView.json(action.get()), out);
        }
    }

    /** What was asked for and is left out is said. */
    private static void writeDropped(Optional<String> dropped, JsonGenerator out) throws IOException {
        if (dropped.isPresent()) {
            out.writeStringField(Shapes.DROPPED, dropped.get());
        }
    }

    /**
     * A subject with the reasons for its churn score.
     *
     * @param dropped why they are not told; empty where they are, or where there is no score to have any
     */
    private record Reasoned(Subject subject, Optional<String> dropped) {}

    /** The reasons by the code that gives them to the batch. */
    private Reasoned reasoned(ServingState state, Subject subject) {
        Score score = state.requireScorer().score(subject.row());
        ExplanationResult why = state.requireExplainer().explain(subject.row(), score, Target.CHURN);
        Optional<String> dropped = why instanceof Withheld untold && untold.cause() != Withheld.Cause.NO_SCORE
                ? Optional.of("explanations: " + untold.words())
                : Optional.empty();
        if (why instanceof Withheld untold && untold.cause() == Withheld.Cause.SUM_FAILED) {
            withheld.explanation();
        }
        return new Reasoned(subject.withReasons(why.reasonCodes()), dropped);
    }

    private Answer ofRows(Request request) {
        ServingState state = serving.live().state();
        Subjects subjects = serving.subjects(state);
        Optional<List<AskedRow>> plain = plain(request, subjects);
        AskedRows asked =
                plain.map(rows -> new AskedRows(rows, Optional.empty())).orElseGet(() -> ofTree(request, subjects));
        return asked.reasons()
                .map(until -> answeredWithReasons(state, subjects, asked.rows(), until))
                .orElseGet(() -> answered(state, subjects, asked.rows(), Optional.empty()));
    }

    /**
     * Rows that are asked about, without the body they came in.
     *
     * @param reasons until when reasons may be told, too; empty where nobody asks for any
     */
    private record AskedRows(List<AskedRow> rows, Optional<Deadline> reasons) {}

    private AskedRows ofTree(Request request, Subjects subjects) {
        Fields body = request.json().only(BODY);
        Optional<Deadline> reasons = body.truth(REASONS, false) ? Optional.of(Deadline.of(request)) : Optional.empty();
        List<AskedRow> rows = AskedRow.read(body, subjects, serving.config().maxRows());
        if (reasons.isPresent() && rows.size() > MOST_REASONED) {
            throw Problem.at(
                    Kind.BAD_FIELD,
                    REASONS,
                    "'reasons' are told of at most " + MOST_REASONED + " rows at once, not of " + rows.size()
                            + "; send fewer, or leave them out");
        }
        return new AskedRows(rows, reasons);
    }

    private Answer answeredWithReasons(ServingState state, Subjects subjects, List<AskedRow> rows, Deadline until) {
        Set<String> untold = new TreeSet<>();
        Optional<List<AskedRow>> told = until.explained(
                pool,
                () -> rows.stream().map(row -> reasoned(state, row, untold)).toList());
        return told.isPresent()
                ? answered(state, subjects, told.get(), untold.stream().findFirst())
                : answered(state, subjects, rows, Optional.of(Deadline.DROPPED));
    }

    private AskedRow reasoned(ServingState state, AskedRow row, Set<String> untold) {
        if (row.subject().isEmpty()) {
            return row; // Scoring it says so, of this row alone.
        }
        Subject subject = row.require();
        try {
            Reasoned told = reasoned(serving.state(state, subject.row().user()), subject);
            told.dropped().ifPresent(untold::add);
            return row.with(told.subject());
        } catch (Problem | IncoherentScoreException e) {
            return row; // The same.
        }
    }

    private Answer answered(ServingState state, Subjects subjects, List<AskedRow> rows, Optional<String> dropped) {
        Map<Arm, Scoring> arms = new EnumMap<>(Arm.class);
        return Answer.written(out -> {
            out.writeArrayFieldStart("rows");
            for (AskedRow row : rows) {
                RowAnswer.write(() -> scored(state, row, arms), withheld, out);
            }
            out.writeEndArray();
            writeDropped(dropped, out);
            Uncounted.write(subjects, out);
            arms.forEach((arm, scoring) -> count(new Call(scoring.scorer, AskedAs.of(arm), Verb.SCORE), scoring.rows));
        });
    }

    private void count(Call call, int rows) {
        calls.ended(call, rows > 0 ? Ending.OK : Ending.FAILED);
        if (rows > 0) {
            calls.scored(call, rows);
        }
    }

    /** The rows of one request that one scorer scores. */
    private static final class Scoring {

        private final Scorer scorer;
        private final Scorer.Session session;
        private int rows;

        Scoring(Scorer scorer) {
            this.scorer = scorer;
            this.session = scorer.session();
        }
    }

    /** The rows of a body in its plain form; empty where it has another. */
    private Optional<List<AskedRow>> plain(Request request, Subjects subjects) {
        return reader(subjects).read(request.body()).flatMap(rows -> {
            List<AskedRow> asked = new ArrayList<>(rows.size());
            for (NamedRows.Row row : rows) {
                Optional<Subject> subject = subjects.row(row.user(), row.asOf(), row.features());
                if (subject.isEmpty()) {
                    return Optional.empty();
                }
                asked.add(AskedRow.of(subject.get(), asked.size()));
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

    private ScoreAnswer scored(ServingState state, AskedRow row, Map<Arm, Scoring> arms) {
        Subject subject = row.require();
        ServingState own = serving.state(state, subject.row().user());
        Scoring scoring = arms.computeIfAbsent(own.arm(), any -> new Scoring(own.requireScorer()));
        try {
            ScoreAnswer answer = serving.scored(own, subject, scoring.session);
            scoring.rows++;
            return answer;
        } catch (IncoherentScoreException e) {
            throw row.unscored(e, scoring.scorer, scoring.session);
        }
    }
}
