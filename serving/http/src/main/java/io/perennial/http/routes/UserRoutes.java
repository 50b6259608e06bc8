package io.perennial.http.routes;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.Language;
import io.perennial.http.answer.ScoreView;
import io.perennial.http.api.Accepted;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.FileName;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.live.ServingState;
import io.perennial.http.report.Labels;
import io.perennial.http.serving.Serving;
import io.perennial.http.survey.Line;
import io.perennial.http.survey.ListQuery;
import io.perennial.http.survey.Plan;
import io.perennial.http.survey.Selection;
import io.perennial.http.survey.Survey;
import io.perennial.http.survey.UserCsv;
import io.perennial.http.words.Numbers;
import io.perennial.http.words.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** The list of users as the batch scored them, page by page, or as CSV of any length. */
final class UserRoutes {

    private static final int MOST = 1_000;
    private static final int FARTHEST = 999_999_999;
    private static final int PAGE = 50;
    private static final String CSV = "text/csv;charset=utf-8";
    private static final List<String> FORMATS = List.of("json", "csv");
    private static final List<String> COLUMNS = List.of("seen", "all");

    private final Serving serving;

    UserRoutes(Serving serving) {
        this.serving = serving;
    }

    List<Route> routes() {
        return List.of(Route.get(
                        "/v1/users",
                        Access.ANALYST,
                        "listUsers",
                        "Users as the batch scored them, those with the most to lose first; as CSV where Accept asks for it.")
                .taking(parameters())
                .answering(schema())
                .alsoProducing(CSV)
                .refusing(Kind.NOT_READY, Kind.DAMAGED, Kind.BAD_PARAMETER)
                .by(this::list));
    }

    private static List<Route.Parameter> parameters() {
        List<Route.Parameter> all = new ArrayList<>(ListQuery.parameters());
        all.add(Route.Parameter.query("from", "how many to skip", Schema.integer(0, FARTHEST)));
        all.add(Route.Parameter.query(
                "limit", "how many to give; of CSV all unless it is given", Schema.integer(1, FARTHEST)));
        all.add(Route.Parameter.query(
                "format", "csv does what Accept: text/csv does, for links", Schema.oneOf(FORMATS)));
        all.add(Route.Parameter.query("columns", "of CSV: what pages show, or everything", Schema.oneOf(COLUMNS)));
        all.add(Route.Parameter.query(
                "name", "of CSV: what the list is called, as its file is then", Schema.text("name")));
        all.add(Route.Parameter.query("lang", "of CSV: language of the reasons", Schema.oneOf(Language.ids())));
        all.add(Route.Parameter.query("bom", "of CSV: begin with a byte order mark", Schema.oneOf(Schema.NO_YES)));
        all.add(Route.Parameter.query(
                "trailer", "of CSV: end with a line of count and SHA-256", Schema.oneOf(Schema.NO_YES)));
        return all;
    }

    private static ObjectNode schema() {
        return Schema.object()
                .with("asOf", Shapes.day())
                .with("total", Schema.integer(0, Integer.MAX_VALUE))
                .with("from", Schema.integer(0, Integer.MAX_VALUE))
                .with("users", Schema.list(Shapes.columns()))
                .schema();
    }

    private Answer list(Request request) {
        ListQuery query = ListQuery.of(request);
        boolean csv = request.oneOf("format", FORMATS).equals("csv") || wantsCsv(request);
        int from = request.integer("from", 0, 0, FARTHEST);
        int limit = request.integer("limit", csv ? FARTHEST : PAGE, 1, csv ? FARTHEST : MOST);
        ServingState state = serving.live().state();
        ServedPopulation served = serving.subjects(state).requirePopulation();
        Survey survey = serving.surveys().require(served);
        BitSet masked = serving.ledger().erasures().masked(served);
        Selection selection = survey.select(query, masked, state.hasChallenger());
        Line.Maker lines =
                new Line.Maker(survey, state.hasChallenger(), serving.config().playbook());
        return csv
                ? csv(request, selection.page(from, limit), lines)
                : json(served, query, selection, from, limit, lines);
    }

    private static boolean wantsCsv(Request request) {
        return new Accepted(request.header(Request.ACCEPT).orElse(""))
                .best(List.of(Route.JSON, CSV))
                .filter(CSV::equals)
                .isPresent();
    }

    private static Answer json(
            ServedPopulation served, ListQuery query, Selection selection, int from, int limit, Line.Maker lines) {
        int[] page = selection.page(from, limit);
        return Answer.written(out -> {
            out.writeStringField("asOf", served.population().header().asOf().toString());
            out.writeStringField("population", served.id().toString());
            out.writeNumberField("total", selection.total());
            out.writeNumberField("from", from);
            if (from + page.length < selection.total()) {
                out.writeNumberField("nextFrom", from + page.length);
            }
            if (selection.plan().isPresent()) {
                out.writeFieldName("plan");
                Json.write(plan(query.plan().orElseThrow(), selection.plan().get()), out);
            }
            out.writeArrayFieldStart("users");
            for (int user : page) {
                write(lines.of(user), out);
            }
            out.writeEndArray();
        });
    }

    private static void write(Line line, JsonGenerator out) throws IOException {
        out.writeStartObject();
        ScoreView.writeColumns(line.score(), out);
        out.writeStringField("arm", line.arm().id());
        out.writeBooleanField("mayAct", line.arm().mayAct());
        out.writeStringField("risk", line.risk().id());
        out.writeStringField("tier", line.tier().id());
        out.writeStringField(
                "last_order", line.lastOrder().map(Object::toString).orElse(null));
        out.writeStringField("action", line.action().orElse(null));
        out.writeFieldName("expected_gain");
        Json.write(line.what().gain(), out);
        out.writeStringField("no_action", line.noAction().orElse(null));
        out.writeEndObject();
    }

    private static ObjectNode plan(Plan plan, Plan.Outcome outcome) {
        ObjectNode node = Json.object();
        node.put("cost", plan.cost()).put("saved", plan.saved());
        node.put("contacts", outcome.contacts());
        node.put("bestContacts", outcome.best());
        node.put("expectedProfit", outcome.chosen().profit());
        ArrayNode curve = node.putArray("curve");
        outcome.curve().forEach(point -> curve.addObject()
                .put("contacts", point.contacts())
                .put("saved", point.saved())
                .put("spent", point.spent())
                .put("profit", point.profit()));
        return node;
    }

    private Answer csv(Request request, int[] users, Line.Maker lines) {
        Language language = Language.of(request.oneOf("lang", Language.ids()));
        Labels labels = new Labels(Words.of(language), new Numbers(language, currency()));
        boolean all = request.oneOf("columns", COLUMNS).equals("all");
        UserCsv csv = new UserCsv(
                UserCsv.columns(all, labels),
                request.oneOf("bom", Schema.NO_YES).equals("true"),
                request.oneOf("trailer", Schema.NO_YES).equals("true"));
        return Answer.streaming(CSV, out -> csv.write(users, lines, out))
                .with(Map.of("X-Total-Count", Integer.toString(users.length)))
                .with(FileName.of(request.query("name").orElse(""), "perennial-users", "csv")
                        .header());
    }

    private String currency() {
        return serving.live().state().requireScorer().schema() instanceof FeatureSchema log
                ? log.context().log().currency()
                : "";
    }
}
