package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.Language;
import io.perennial.http.answer.ComparisonView;
import io.perennial.http.answer.ExplanationView;
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
import io.perennial.http.live.ServingState;
import io.perennial.scoring.explain.Target;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reasons: of a user of the population, and of rows that come with the request. */
final class ExplainRoutes {

    static final List<String> TARGETS = List.of("churn", "ltv", "trend");
    static final List<String> LANGUAGES = List.of("en", "zh");

    private final Serving serving;
    private final ExplainPool pool;

    ExplainRoutes(Serving serving, ExplainPool pool) {
        this.serving = serving;
        this.pool = pool;
    }

    List<Route> routes() {
        return List.of(
                new Route(
                        Route.Method.GET,
                        "/v1/users/{id}/explanation",
                        Access.EXPLAIN,
                        "explainUser",
                        "Why a user has this score now: parts that add up to it, and reasons in words.",
                        List.of(
                                new Route.Parameter("id", true, "id of the user", Schema.text("id")),
                                new Route.Parameter("target", false, "which score", Schema.oneOf(TARGETS)),
                                new Route.Parameter(
                                        "compareTo", false, "an earlier as-of to tell the change since", Shapes.day()),
                                new Route.Parameter("lang", false, "language of words", Schema.oneOf(LANGUAGES))),
                        Optional.empty(),
                        "application/json",
                        Optional.of(ExplanationView.schema(Shapes.head())),
                        List.of(
                                Kind.UNKNOWN_USER,
                                Kind.NO_SCORE,
                                Kind.CONFLICT,
                                Kind.NOT_READY,
                                Kind.DAMAGED,
                                Kind.WITHHELD,
                                Kind.BUSY),
                        this::ofUser),
                new Route(
                        Route.Method.POST,
                        "/v1/explain",
                        Access.EXPLAIN,
                        "explainRows",
                        "Reasons of rows that bring their features, or their events, with a status for each.",
                        List.of(),
                        Optional.of(Shapes.rows(
                                        serving.config().maxRows(),
                                        serving.config().maxEvents())
                                .optional("target", Schema.oneOf(TARGETS))
                                .optional("lang", Schema.oneOf(LANGUAGES))
                                .closed()),
                        "application/json",
                        Optional.of(Shapes.answers("answer", ExplanationView.schema(Shapes.head()))
                                .schema()),
                        List.of(Kind.NOT_READY, Kind.BUSY),
                        this::ofRows));
    }

    private Answer ofUser(Request request) {
        Target target = target(request.oneOf("target", TARGETS));
        Language language = language(request.oneOf("lang", LANGUAGES));
        String user = request.path("id");
        ServingState state = serving.state(user);
        Subjects subjects = serving.subjects(state);
        Subject subject = subjects.user(user);
        Optional<Subject> earlier = request.query("compareTo")
                .map(text -> subjects.earlier(subject, ComparisonView.day(text, subject, subjects.firstDay(subject))));
        return Answer.json(pool.run(() -> {
            ObjectNode answer = explained(state, subject, target, language);
            if (earlier.isEmpty()) {
                return answer;
            }
            // What is recorded must not change: the comparison goes into a copy.
            ObjectNode compared = Json.object();
            compared.setAll(answer);
            compared.set("change", comparison(state, language).change(earlier.get(), subject, target));
            return compared;
        }));
    }

    private ObjectNode explained(ServingState state, Subject subject, Target target, Language language) {
        LocalDate today = serving.today();
        ObjectNode answer =
                new ExplanationView(state, serving.view(state, today), language).explanation(subject, target);
        return serving.decisions().record(Question.explanation(target, language), state, subject, today, answer);
    }

    private ComparisonView comparison(ServingState state, Language language) {
        return new ComparisonView(state, serving.live().past(), language);
    }

    private Answer ofRows(Request request) {
        Fields body = request.json().only(Set.of("rows", "asOf", "target", "lang"));
        Target target = target(body.oneOf("target", TARGETS));
        Language language = language(body.oneOf("lang", LANGUAGES));
        Optional<LocalDate> asOf = Subjects.asOf(body);
        List<Fields> rows = body.objects("rows", serving.config().maxRows());
        ServingState state = serving.live().state();
        Subjects subjects = serving.subjects(state);
        return Answer.json(pool.run(() -> {
            ArrayNode answers = Json.array();
            long deadline = System.nanoTime() + pool.timeout().toNanos();
            for (Fields row : rows) {
                answers.add(RowAnswer.tree(() -> {
                    if (System.nanoTime() - deadline > 0) {
                        throw ExplainPool.busy("time ran out before this row; send fewer rows");
                    }
                    Subject subject = subjects.row(row, asOf);
                    ServingState own = serving.state(state, subject.row().user());
                    return explained(own, subject, target, language);
                }));
            }
            ObjectNode node = Json.object();
            node.set("rows", answers);
            return node;
        }));
    }

    static Target target(String id) {
        return Target.valueOf(id.toUpperCase(Locale.ROOT));
    }

    static Language language(String id) {
        return Language.valueOf(id.toUpperCase(Locale.ROOT));
    }
}
