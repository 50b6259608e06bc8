package io.perennial.http.page;

import io.perennial.http.api.Route;
import io.perennial.http.page.Pages.Sheet;
import io.perennial.http.routes.Serving;
import java.util.List;
import java.util.Optional;

/** Users at risk, the most to lose first. */
public final class UsersPage {

    private final Pages pages;
    private final Serving serving;

    UsersPage(Pages pages, Serving serving) {
        this.pages = pages;
        this.serving = serving;
    }

    /** What the page shows. */
    public record Model(Frame frame) {}

    List<Route> routes() {
        return List.of(pages.route(
                Place.USERS.path(), "usersPage", "Users by falling expected loss, as a page.", List.of(), this::page));
    }

    private Sheet page(Visit visit) {
        serving.live().state().requireScorer();
        return new Sheet("page/users.jte", new Model(pages.frame(visit, "users_page.title", Optional.of(Place.USERS))));
    }
}
