package io.perennial.http.page;

import io.perennial.http.access.Gate;
import io.perennial.http.api.ErrorPages;
import io.perennial.http.api.Route;
import io.perennial.http.routes.ExplainPool;
import io.perennial.http.routes.Serving;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pages as routes, and how problems are said on them.
 *
 * @param routes what gives pages, forms and the files pages refer to
 * @param errors says problems on them
 */
public record PageRoutes(List<Route> routes, ErrorPages errors) {

    public PageRoutes {
        routes = List.copyOf(routes);
    }

    /** The pages of a server. */
    public static PageRoutes of(Serving serving, Gate gate, ExplainPool pool) {
        Pages pages = new Pages(serving, gate.isGuarded());
        List<Route> routes = Stream.of(
                        new OverviewPage(pages, serving).routes(),
                        new UsersPage(pages, serving).routes(),
                        new UserPage(pages, serving, pool).routes(),
                        new TracePage(pages, serving, pool).routes(),
                        new ModelsPage(pages, serving).routes(),
                        new DataPage(pages, serving).routes(),
                        new SignInPages(pages, gate, !serving.config().isLoopback()).routes(),
                        List.of(
                                Asset.STYLE.route("style", "The style of pages."),
                                Asset.SCRIPT.route("script", "What makes pages more convenient.")))
                .flatMap(List::stream)
                .toList();
        return new PageRoutes(
                routes,
                new ProblemPage(
                        pages,
                        routes.stream()
                                .map(route -> ProblemPage.root(route.path()))
                                .collect(Collectors.toSet())));
    }
}
