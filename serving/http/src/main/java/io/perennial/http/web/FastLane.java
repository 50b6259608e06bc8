package io.perennial.http.web;

import io.perennial.http.api.Access;
import io.perennial.http.api.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
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
 *
 * <p>Jetty calls it on the thread that looks after connections. A small request of a prompt route whose body has come is
 * answered there: handing it to another thread cost as much as scoring it. Everything else gets a thread of its own, so
 * that connections never wait for it; so does what turns out to hold many rows once it is read, or to come from
 * somebody whose token must be verified first.
 */
final class FastLane extends Handler.Wrapper {

    /** Bytes of a body up to which it is read at once: it takes microseconds to tell how many rows they are. */
    private static final int SMALL = 4 * 1024;

    private static final Pattern COLON = Pattern.compile("%3A", Pattern.CASE_INSENSITIVE);

    private final RouteAdapter adapter;
    /** By the number of segments of their paths. */
    private final Map<Integer, List<Lane>> lanes;

    private final Executor threads;

    private record Lane(Route route, PathPattern pattern) {}

    /** A request with the lane that takes it. */
    private record Taken(Lane lane, Map<String, String> parameters) {

        boolean isPrompt(JettyExchange exchange) {
            return lane.route().prompt().is(parameters) && exchange.hasCome(SMALL);
        }
    }

    /** What a thread of its own does for a request; whether the request is taken. */
    @FunctionalInterface
    private interface Handling {
        boolean isTaken() throws Exception;
    }

    /**
     * A lane before others.
     *
     * @param threads run what may wait
     */
    FastLane(RouteAdapter adapter, List<Route> routes, Executor threads) {
        this.adapter = adapter;
        this.threads = threads;
        this.lanes = routes.stream()
                .filter(route -> route.access() == Access.SCORE || route.access() == Access.EXPLAIN)
                .filter(route -> !route.produces().equals(Route.PAGE))
                .map(route -> new Lane(route, PathPattern.of(route.path())))
                .collect(Collectors.groupingBy(lane -> lane.pattern().segments().size()));
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request sent, Response response, Callback callback) {
        Request request = withColons(sent);
        Optional<Taken> taken = isPlain(request) ? taken(request) : Optional.empty();
        if (taken.isEmpty()) {
            request.setAttribute(RequestBytes.BODY, new RequestBytes(request));
            hand(request, response, callback, () -> super.handle(request, response, callback));
            return true;
        }
        Route route = taken.get().lane().route();
        JettyExchange exchange =
                new JettyExchange(request, response, callback, taken.get().parameters());
        if (taken.get().isPrompt(exchange)) {
            adapter.runPromptly(route, exchange)
                    .ifPresent(rest -> hand(request, response, callback, () -> {
                        rest.run();
                        return true;
                    }));
        } else {
            hand(request, response, callback, () -> {
                adapter.run(route, exchange);
                return true;
            });
        }
        return true;
    }

    /** Clients that build addresses encode the colon before a verb, as in {@code churn%3Apredict}; it says the same. */
    private static Request withColons(Request request) {
        HttpURI uri = request.getHttpURI();
        String path = uri.getPath();
        if (path == null || path.indexOf('%') < 0) {
            return request;
        }
        Matcher colons = COLON.matcher(path);
        return colons.find()
                ? Request.serveAs(request, HttpURI.build(uri, colons.replaceAll(":"), null, uri.getQuery()))
                : request;
    }

    private void hand(Request request, Response response, Callback callback, Handling handling) {
        threads.execute(() -> {
            try {
                if (!handling.isTaken()) {
                    Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
                }
            } catch (Throwable e) { // whatever it was, the client is told, as Jetty does on its own threads
                Response.writeError(request, response, callback, e);
            }
        });
    }

    private Optional<Taken> taken(Request request) {
        String path = request.getHttpURI().getPath();
        for (Lane lane : lanes.getOrDefault(PathPattern.segments(path), List.of())) {
            if (lane.route().method().name().equals(request.getMethod())) {
                Optional<Map<String, String>> parameters = lane.pattern().parameters(path);
                if (parameters.isPresent()) {
                    return Optional.of(new Taken(lane, parameters.get()));
                }
            }
        }
        return Optional.empty();
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
