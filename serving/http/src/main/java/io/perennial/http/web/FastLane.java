package io.perennial.http.web;

import io.perennial.http.api.Access;
import io.perennial.http.api.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what services ask before servlets and Javalin see it: their way took longer than reading, scoring and writing.
 * It takes all that access to scores or explanations opens and that is no page: scores and reasons, by the inference
 * protocols too, what-if and counterfactual, traces and replays, and the events that are sent in. The routes and what is
 * done with a request are the same; what is not plain, such as a path with escapes, a query or a cookie, goes the long
 * way.
 */
final class FastLane extends Handler.Wrapper {

    private final RouteAdapter adapter;
    private final List<Lane> lanes;

    private record Lane(Route route, PathPattern pattern) {}

    FastLane(RouteAdapter adapter, List<Route> routes) {
        this.adapter = adapter;
        this.lanes = routes.stream()
                .filter(route -> route.access() == Access.SCORE || route.access() == Access.EXPLAIN)
                .filter(route -> !route.produces().equals(Route.PAGE))
                .map(route -> new Lane(route, PathPattern.of(route.path())))
                .toList();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (isPlain(request)) {
            List<String> path = PathPattern.segments(request.getHttpURI().getPath());
            for (Lane lane : lanes) {
                Optional<Map<String, String>> parameters =
                        lane.route().method().name().equals(request.getMethod())
                                ? lane.pattern().parameters(path)
                                : Optional.empty();
                if (parameters.isPresent()) {
                    adapter.run(lane.route(), new JettyExchange(request, response, callback, parameters.get()));
                    return true;
                }
            }
        }
        return super.handle(request, response, callback);
    }

    private static boolean isPlain(Request request) {
        String path = request.getHttpURI().getPath();
        return path != null
                && request.getHttpURI().getQuery() == null
                && path.indexOf('%') < 0
                && path.indexOf(';') < 0
                && path.indexOf('+') < 0
                && !path.contains("/.")
                && !request.getHeaders().contains(HttpHeader.COOKIE)
                && !request.getHeaders().contains(HttpHeader.EXPECT);
    }
}
