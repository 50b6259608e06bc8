package io.perennial.http.page;

import io.perennial.http.api.Access;
import io.perennial.http.api.Route;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.live.ServingState;
import io.perennial.http.page.Pages.Sheet;
import io.perennial.http.serving.Serving;
import io.perennial.http.survey.Survey;
import java.util.List;
import java.util.Optional;

/** How everybody is: the first page. */
final class OverviewPage {

    private final Pages pages;
    private final Serving serving;

    OverviewPage(Pages pages, Serving serving) {
        this.pages = pages;
        this.serving = serving;
    }

    List<Route> routes() {
        return List.of(pages.route(
                Route.get(Place.OVERVIEW.path(), Access.ANALYST, "overviewPage", "How everybody is, as a page."),
                this::page));
    }

    private Sheet page(Visit visit) {
        ServingState state = serving.live().state();
        Frame frame = pages.frame(visit, "overview.title", Optional.of(Place.OVERVIEW), state);
        return frame.ofTable() ? new Sheet("page/of-table.jte", frame) : page(frame, state);
    }

    private Sheet page(Frame frame, ServingState state) {
        ServedPopulation served = serving.subjects(state).requirePopulation();
        Survey survey = serving.surveys().require(served);
        List<AlarmRow> alarms = serving.config().alarms().judge(survey.signals()).stream()
                .map(alarm -> new AlarmRow(frame, alarm))
                .toList();
        return new Sheet(
                "page/overview.jte",
                new OverviewView(frame, survey, serving.ledger().erasures().masked(served), alarms));
    }
}
