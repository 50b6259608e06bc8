package io.perennial.http.page;

import io.perennial.http.api.Access;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.live.ServingState;
import io.perennial.http.page.Pages.Sheet;
import io.perennial.http.serving.Serving;
import io.perennial.http.survey.ListQuery;
import io.perennial.http.survey.Selection;
import io.perennial.http.survey.Survey;
import java.util.BitSet;
import java.util.Optional;

/** What changed among the users of a list since the population before, why, and who drove it. */
final class ListChangePage {

    /** Not below the users: one may be called like any word. */
    static final String PATH = "/list/change";

    private final Pages pages;
    private final Serving serving;

    ListChangePage(Pages pages, Serving serving) {
        this.pages = pages;
        this.serving = serving;
    }

    Route route() {
        return pages.route(
                Route.get(
                                PATH,
                                Access.ANALYST,
                                "listChangePage",
                                "What changed in a list of users since the population before, as a page.")
                        .taking(UsersPage.parameters()),
                this::page);
    }

    private Sheet page(Visit visit) {
        Request request = UsersPage.asked(visit);
        ListQuery query = ListQuery.of(request);
        ServingState state = serving.live().state();
        ServedPopulation served = serving.subjects(state).requirePopulation();
        Survey survey = serving.surveys().require(served);
        BitSet masked = serving.ledger().erasures().masked(served);
        Selection selection = survey.select(query, masked, state.hasChallenger());
        Frame frame = pages.frame(visit, "list_change.title", Optional.of(Place.USERS), state);
        return new Sheet(
                "page/list-change.jte",
                new ListChangeView(
                        frame,
                        request,
                        query,
                        survey,
                        selection,
                        serving.surveys().listChanges().require(survey, selection)));
    }
}
