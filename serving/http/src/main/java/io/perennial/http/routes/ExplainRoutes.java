package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.Language;
import io.perennial.http.answer.ComparisonView;
import io.perennial.http.answer.ExplanationView;
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
import io.perennial.http.decision.Question;
import io.perennial.http.ledger.KnownUser;
import io.perennial.http.live.ModelCalls;
import io.perennial.http.live.ModelCalls.Call;
import io.perennial.http.live.ModelCalls.Verb;
import io.perennial.http.live.ServingState;
import io.perennial.http.protocol.Deadline;
import io.perennial.http.serving.ExplainPool;
import io.perennial.http.serving.Serving;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.score.IncoherentScoreException;
import io.perennial.scoring.score.Scorer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reasons: of a user of the population, and of rows that come with the request. */
final class ExplainRoutes {

    static final List<String> TARGETS = List.of("churn", "ltv", "trend");

    private final Serving serving;
    private final ExplainPool pool;
    private final ModelCalls calls;
    private final WithheldAnswers withheld;

    ExplainRoutes(Serving serving, ExplainPool pool, ModelCalls calls, WithheldAnswers withheld) {
        this.serving = serving;
        this.pool = pool;
        this.calls = calls;
        this.withheld = withheld;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/v1/users/{id}/explanation",
                                Access.EXPLAIN,
                                "explainUser",
                                "Why a user has this score now: parts that add up to it, and reasons in words.")
                        .taking(
                                Route.Parameter.path("id", "id of the user", Schema.text("id")),
                                Route.Parameter.query("target", "which score", Schema.oneOf(TARGETS)),
                                Route.Parameter.query(
                                        "compareTo", "an earlier as-of to tell the change since", Shapes.day()),
                                Route.Parameter.query("lang", "language of words", Schema.oneOf(Language.ids())))
                        .answering(explanationOrScore())
                        .refusing(
                                Kind.UNKNOWN_USER,
                                Kind.NO_SCORE,
                                Kind.CONFLICT,
                                Kind.NOT_READY,
                                Kind.DAMAGED,
                                Kind.STORE_DOWN,
                                Kind.WITHHELD,
                                Kind.BUSY)
                        .by(this::ofUser),
                Route.post(
                                "/v1/explain",
                                Access.EXPLAIN,
                                "explainRows",
                                "Reasons of rows that bring their features, or their events, with a status for each.")
                        .body(Shapes.rows(
                                        serving.config().maxRows(),
                                        serving.config().maxEvents())
                                .optional("target", Schema.oneOf(TARGETS))
                                .optional("lang", Schema.oneOf(Language.ids()))
                                .closed())
                        .answering(Uncounted.in(Shapes.answers("answer", explanationOrScore())
                                        .optional(Shapes.DROPPED, Shapes.dropped()))
                                .schema())
                        .refusing(Kind.NOT_READY, Kind.BUSY)
                        .by(this::ofRows));
    }

    /** An explanation, or the score alone where the caller did not wait for one. */
    private static ObjectNode explanationOrScore() {
        ObjectNode either = Json.object();
        either.putArray("oneOf")
                .add(ExplanationView.schema(Shapes.head()))
                .add(Shapes.score().optional(Shapes.DROPPED, Shapes.dropped()).schema());
        return either;
    }

    /** What is to be explained, and in which language. */
    private record Wanted(Target target, Language language) {}

    /**
     * An explanation that was not sent yet.
     *
     * @param state   explained it
     * @param change  what changed since an earlier day; empty where nobody asks
     */
    private record Explained(
            ServingState state, Subject subject, LocalDate today, ObjectNode answer, Optional<ObjectNode> change) {}

    private Answer ofUser(Request request) {
        Deadline deadline = Deadline.of(request);
        Wanted wanted = new Wanted(
                target(request.oneOf("target", TARGETS)), Language.of(request.oneOf("lang", Language.ids())));
        String user = request.path("id");
        ServingState state = serving.state(user);
        Subjects subjects = serving.subjects(state);
        KnownUser known = subjects.known(user);
        Subject subject = subjects.of(known);
        Optional<Subject> earlier = request.query("compareTo")
                .map(text -> subjects.earlier(known, ComparisonView.day(text, subject, known.firstDay())));
        Call call = Call.of(state, Verb.EXPLAIN);
        Answer answer =
                calls.counted(call, () -> deadline.explained(pool, () -> explained(state, subject, earlier, wanted))
                        .map(told -> Answer.json(sent(told, wanted)))
                        .orElseGet(() -> scoreAlone(state, subject)));
        calls.scored(call, 1);
        return answer;
    }

    private Explained explained(ServingState state, Subject subject, Optional<Subject> earlier, Wanted wanted) {
        LocalDate today = serving.today();
        ObjectNode answer = new ExplanationView(state, serving.view(state, today), wanted.language())
                .explanation(subject, wanted.target());
        Optional<ObjectNode> change =
                earlier.map(then -> new ComparisonView(state, serving.live().past(), wanted.language())
                        .change(then, subject, wanted.target()));
        return new Explained(state, subject, today, answer, change);
    }

    /** Only what is sent is recorded: an explanation that came too late for its caller is none that was given. */
    private ObjectNode sent(Explained told, Wanted wanted) {
        ObjectNode answer = serving.decisions()
                .record(
                        Question.explanation(wanted.target(), wanted.language()),
                        told.state(),
                        told.subject(),
                        told.today(),
                        told.answer());
        if (told.change().isEmpty()) {
            return answer;
        }
        // What is recorded must not change: the comparison goes into a copy.
        ObjectNode compared = Json.object();
        compared.setAll(answer);
        compared.set("change", told.change().get());
        return compared;
    }

    private Answer scoreAlone(ServingState state, Subject subject) {
        ScoreAnswer score = serving.scored(state, subject, state.requireScorer().session());
        return Answer.written(out -> {
            score.write(out);
            out.writeStringField(Shapes.DROPPED, Deadline.DROPPED);
        });
    }

    private Answer ofRows(Request request) {
        Deadline deadline = Deadline.of(request);
        AskedRows asked = read(request);
        return calls.counted(
                Call.of(asked.state(), Verb.EXPLAIN), () -> deadline.explained(pool, () -> explained(asked))
                        .map(told -> sent(told, asked))
                        .orElseGet(() -> scoresAlone(asked)));
    }

    /**
     * Rows that were asked about, without the body they came in.
     *
     * @param subjects read them
     */
    private record AskedRows(ServingState state, Subjects subjects, List<AskedRow> rows, Wanted wanted) {}

    /** Read here, and not in the pool: in its queue whole bodies would wait, the reading of each still to be paid. */
    private AskedRows read(Request request) {
        Fields body = request.json().only(Set.of("rows", "asOf", "target", "lang"));
        Wanted wanted =
                new Wanted(target(body.oneOf("target", TARGETS)), Language.of(body.oneOf("lang", Language.ids())));
        ServingState state = serving.live().state();
        Subjects subjects = serving.subjects(state);
        List<AskedRow> rows = AskedRow.read(body, subjects, serving.config().maxRows());
        return new AskedRows(state, subjects, rows, wanted);
    }

    private List<RowAnswer<Explained>> explained(AskedRows asked) {
        long deadline = System.nanoTime() + pool.timeout().toNanos();
        return asked.rows().stream()
                .map(row -> RowAnswer.of(() -> explained(asked, row, deadline), withheld))
                .toList();
    }

    private Explained explained(AskedRows asked, AskedRow row, long deadline) {
        Subject subject = row.require();
        // Interrupted where its caller waits no longer: the rows that are left then cost nothing.
        if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
            throw Problem.busy("time ran out before this row; send fewer rows");
        }
        ServingState own = serving.state(asked.state(), subject.row().user());
        try {
            return explained(own, subject, Optional.empty(), asked.wanted());
        } catch (IncoherentScoreException e) {
            throw row.unscored(e, own.requireScorer(), own.requireScorer().session());
        }
    }

    private Answer sent(List<RowAnswer<Explained>> told, AskedRows asked) {
        told.stream()
                .flatMap(row -> row.content().stream())
                .forEach(row -> calls.scored(Call.of(row.state(), Verb.EXPLAIN), 1));
        ObjectNode node = Json.object();
        ArrayNode answers = node.putArray("rows");
        told.forEach(row -> answers.add(RowAnswer.tree(row.map(one -> sent(one, asked.wanted())))));
        node.setAll(Uncounted.told(asked.subjects()));
        return Answer.json(node);
    }

    private Answer scoresAlone(AskedRows asked) {
        return Answer.written(out -> {
            out.writeArrayFieldStart("rows");
            for (AskedRow row : asked.rows()) {
                RowAnswer.write(() -> scored(asked.state(), row), withheld, out);
            }
            out.writeEndArray();
            out.writeStringField(Shapes.DROPPED, Deadline.DROPPED);
            Uncounted.write(asked.subjects(), out);
        });
    }

    private ScoreAnswer scored(ServingState state, AskedRow row) {
        Subject subject = row.require();
        ServingState own = serving.state(state, subject.row().user());
        Scorer.Session session = own.requireScorer().session();
        try {
            return serving.scored(own, subject, session);
        } catch (IncoherentScoreException e) {
            throw row.unscored(e, own.requireScorer(), session);
        }
    }

    static Target target(String id) {
        return Target.valueOf(id.toUpperCase(Locale.ROOT));
    }
}
