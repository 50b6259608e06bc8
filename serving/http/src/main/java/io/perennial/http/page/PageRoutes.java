package io.perennial.http.page;

import io.perennial.http.access.Gate;
import io.perennial.http.api.ErrorPages;
import io.perennial.http.api.Route;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.serving.ExplainPool;
import io.perennial.http.serving.Serving;
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

    /** The pages of the port that answers. */
    public static PageRoutes of(Serving serving, Gate gate, ExplainPool pool) {
        Pages pages = new Pages(serving, gate.isGuarded(), Side.SERVING);
        return of(
                pages,
                Stream.of(
                        new OverviewPage(pages, serving).routes(),
                        new UsersPage(pages, serving).routes(),
                        List.of(new ListChangePage(pages, serving).route()),
                        new UserPage(pages, serving, pool).routes(),
                        List.of(new ContactForm(serving).route()),
                        new TracePage(pages, serving, pool).routes(),
                        List.of(new FeedbackForm(serving).route()),
                        models(pages, serving),
                        new DataPage(pages, serving).routes(),
                        shared(pages, gate, serving.config())));
    }

    /** The pages of the port on which what serves can be changed: models, and the changes. */
    public static PageRoutes ofAdmin(Serving serving, Gate gate, ServerConfig config) {
        Pages pages = new Pages(serving, gate.isGuarded(), Side.ADMIN);
        return of(
                pages,
                Stream.of(
                        List.of(new ModelsPage(pages, serving).home()),
                        models(pages, serving),
                        new ModelChangePage(pages, serving).routes(),
                        shared(pages, gate, config)));
    }

    private static List<Route> models(Pages pages, Serving serving) {
        return List.of(
                new ModelsPage(pages, serving).route(),
                new ModelPage(pages, serving).route(),
                new VersionPage(pages, serving).route());
    }

    /** What every page has need of. */
    private static List<Route> shared(Pages pages, Gate gate, ServerConfig config) {
        return Stream.of(
                        new SignInPages(pages, gate, !config.isLoopback()).routes(),
                        List.of(
                                Asset.STYLE.route("style", "The style of pages."),
                                Asset.SCRIPT.route("script", "What makes pages more convenient.")))
                .flatMap(List::stream)
                .toList();
    }

    private static PageRoutes of(Pages pages, Stream<List<Route>> parts) {
        List<Route> routes = parts.flatMap(List::stream).toList();
        return new PageRoutes(
                routes,
                new ProblemPage(
                        pages,
                        routes.stream()
                                .map(route -> ProblemPage.root(route.path()))
                                .collect(Collectors.toSet())));
    }
}
