package io.perennial.http.page;

import io.perennial.http.api.Access;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.live.ServingState;
import io.perennial.http.page.Pages.Sheet;
import io.perennial.http.serving.Serving;
import io.perennial.http.survey.Line;
import io.perennial.http.survey.ListQuery;
import io.perennial.http.survey.Selection;
import io.perennial.http.survey.Survey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Users at risk, the most to lose first: found, planned with, and taken away. Its address is the saved list. */
final class UsersPage {

    /** How many users stand on a page. */
    static final int SIZE = 50;

    private static final int FARTHEST = 999_999_999;

    private final Pages pages;
    private final Serving serving;

    UsersPage(Pages pages, Serving serving) {
        this.pages = pages;
        this.serving = serving;
    }

    List<Route> routes() {
        List<Route.Parameter> parameters = new ArrayList<>(parameters());
        parameters.add(Route.Parameter.query("from", "how many to skip", Schema.integer(0, FARTHEST)));
        return List.of(pages.route(
                Route.get(
                                Place.USERS.path(),
                                Access.ANALYST,
                                "usersPage",
                                "Users at risk, those with the most to lose first, as a page.")
                        .taking(parameters),
                this::page));
    }

    /** By which parameters pages know a list. */
    static List<Route.Parameter> parameters() {
        List<Route.Parameter> parameters = new ArrayList<>(ListQuery.parameters());
        parameters.add(Route.Parameter.query("name", "what this list is called", Schema.text("name")));
        return parameters;
    }

    /**
     * What is asked of a list, filled in with what pages take where nothing is said. A plan goes by what is to lose, of
     * the active or of the others: the form sends its own order and anybody beside it, which then do not count.
     */
    static Request asked(Visit visit) {
        Request given = visit.request().withoutBlanks();
        return (ListQuery.isPlan(given) ? ofPlan(given) : given)
                .withDefault("risk", ListQuery.AT_RISK)
                .withDefault("eligible", "true");
    }

    private static Request ofPlan(Request given) {
        Request ordered = given.without("sort");
        return given.query("eligible").filter(ListQuery.ANY::equals).isPresent()
                ? ordered.without("eligible")
                : ordered;
    }

    private Sheet page(Visit visit) {
        Request request = asked(visit);
        ListQuery query = ListQuery.of(request);
        ServingState state = serving.live().state();
        ServedPopulation served = serving.subjects(state).requirePopulation();
        Survey survey = serving.surveys().require(served);
        Selection selection = survey.select(query, serving.ledger().erasures().masked(served), state.hasChallenger());
        int from = Math.min(request.integer("from", 0, 0, FARTHEST), lastPage(selection.total()));
        Line.Maker lines =
                new Line.Maker(survey, state.hasChallenger(), serving.config().playbook());
        List<Line> shown =
                Arrays.stream(selection.page(from, SIZE)).mapToObj(lines::of).toList();
        Frame frame = pages.frame(visit, "users_page.title", Optional.of(Place.USERS), state);
        return new Sheet("page/users.jte", new UsersView(frame, request, query, survey, selection, from, shown));
    }

    /** Where the last page of so many users begins: an address kept from when there were more of them leads there. */
    private static int lastPage(int users) {
        return Math.max(0, (users - 1) / SIZE * SIZE);
    }
}
