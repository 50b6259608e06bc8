package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.answer.ScoreView;
import io.perennial.http.answer.Subjects;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.live.Arm;
import io.perennial.http.live.ServedPopulation;
import io.perennial.scoring.population.Listed;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.population.Risk;
import io.perennial.scoring.population.UserList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The list of users as the batch scored them, page by page. */
final class UserRoutes {

    private static final int MOST = 1_000;
    private static final List<String> SORTS = List.of("expected_loss");
    private static final List<String> RISKS = List.of("any", "red", "amber", "green", "none");
    private static final List<String> ELIGIBLE = List.of("any", "true", "false");

    private final Serving serving;

    UserRoutes(Serving serving) {
        this.serving = serving;
    }

    List<Route> routes() {
        ObjectNode answer = Schema.object()
                .with("asOf", Shapes.day())
                .with("total", Schema.integer(0, Integer.MAX_VALUE))
                .with("from", Schema.integer(0, Integer.MAX_VALUE))
                .with("users", Schema.list(Shapes.columns()))
                .schema();
        return List.of(new Route(
                Route.Method.GET,
                "/v1/users",
                Access.ANALYST,
                "listUsers",
                "Users by falling expected loss, as the batch scored them.",
                List.of(
                        new Route.Parameter("sort", false, "order of the list", Schema.oneOf(SORTS)),
                        new Route.Parameter("risk", false, "colour of the churn grade", Schema.oneOf(RISKS)),
                        new Route.Parameter(
                                "eligible", false, "whether models are judged on them", Schema.oneOf(ELIGIBLE)),
                        new Route.Parameter("from", false, "how many to skip", Schema.integer(0, 999_999_999)),
                        new Route.Parameter("limit", false, "how many to give", Schema.integer(1, MOST))),
                Optional.empty(),
                "application/json",
                Optional.of(answer),
                List.of(Kind.NOT_READY, Kind.DAMAGED),
                this::list));
    }

    private Answer list(Request request) {
        request.oneOf("sort", SORTS);
        int from = request.integer("from", 0, 0, 999_999_999);
        int limit = request.integer("limit", 50, 1, MOST);
        ServedPopulation served = serving.subjects(serving.live().state()).requirePopulation();
        BitSet masked = serving.ledger().erasures().masked(served);
        Predicate<Listed> shown = listed -> !masked.get(listed.ordinal());
        UserList.Page page = served.population().list().page(shown.and(matching(request)), from, limit);
        ObjectNode node = Json.object();
        node.put("asOf", served.population().header().asOf().toString());
        node.put("population", served.id().toString());
        node.put("total", page.total());
        node.put("from", from);
        if (from + page.users().size() < page.total()) {
            node.put("nextFrom", from + page.users().size());
        }
        ArrayNode users = node.putArray("users");
        for (Listed listed : page.users()) {
            PopulationRow row = served.population().at(listed.ordinal());
            Arm arm = serving.traffic().arm(serving.live().state(), row.user());
            users.add(ScoreView.columns(Subjects.batchScore(row))
                    .put("arm", arm.id())
                    .put("mayAct", arm.mayAct()));
        }
        return Answer.json(node);
    }

    private static Predicate<Listed> matching(Request request) {
        Optional<Risk> risk = Risk.of(request.oneOf("risk", RISKS));
        String eligible = request.oneOf("eligible", ELIGIBLE);
        return listed -> (risk.isEmpty() || listed.risk() == risk.get())
                && (eligible.equals("any") || listed.eligible() == Boolean.parseBoolean(eligible));
    }
}
