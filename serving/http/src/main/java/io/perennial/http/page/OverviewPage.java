package io.perennial.http.page;

import io.perennial.http.api.Route;
import io.perennial.http.page.Pages.Sheet;
import io.perennial.http.routes.Serving;
import java.util.List;
import java.util.Optional;

/** How everybody is: the first page. */
public final class OverviewPage {

    private final Pages pages;
    private final Serving serving;

    OverviewPage(Pages pages, Serving serving) {
        this.pages = pages;
        this.serving = serving;
    }

    /** What the page shows. */
    public record Model(Frame frame) {}

    List<Route> routes() {
        return List.of(pages.route(
                Place.OVERVIEW.path(), "overviewPage", "How everybody is, as a page.", List.of(), this::page));
    }

    private Sheet page(Visit visit) {
        serving.live().state().requireScorer();
        return new Sheet(
                "page/overview.jte", new Model(pages.frame(visit, "overview.title", Optional.of(Place.OVERVIEW))));
    }
}
