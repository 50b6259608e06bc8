package io.perennial.http.web;

import io.perennial.http.access.Gate;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Caller;
import io.perennial.http.api.ErrorForm;
import io.perennial.http.api.ErrorPages;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between an exchange and a route's handler: checks what every request must keep to, and sends the answer. */
final class RouteAdapter {

    /** The header that names a request. */
    static final String ID = "X-Request-Id";

    /** The header that says where the time went. */
    static final String TIMING = "Server-Timing";

    /** The header that says who asks. */
    static final String AUTHORIZATION = "Authorization";

    /** The header that says how a body is packed. */
    static final String CODING = "Content-Encoding";

    private static final String AS_IT_IS = "identity";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Logger LOG = LoggerFactory.getLogger(RouteAdapter.class);

    private final Body bodies;
    private final Gate gate;
    private final ErrorPages pages;
    private final WebServer.RequestLog requests;

    RouteAdapter(Body bodies, Gate gate, ErrorPages pages, WebServer.RequestLog requests) {
        this.gate = gate;
        this.bodies = bodies;
        this.pages = pages;
        this.requests = requests;
    }

    /** Answers a request by its route, whatever comes of it. */
    void run(Route route, Exchange exchange) {
        read(route, exchange, gate::admit).ifPresent(request -> answer(route, request, exchange));
    }

    /** The same on a thread that other connections wait for; gives back what needs one of its own, where anything does. */
    Optional<Runnable> runPromptly(Route route, Exchange exchange) {
        Optional<Request> read;
        try {
            read = read(route, exchange, gate::admitAtHand);
        } catch (Request.NeedsOwnThread e) {
            return Optional.of(() -> run(route, exchange));
        }
        try {
            read.ifPresent(request -> answer(route, request.onSharedThread(), exchange));
            return Optional.empty();
        } catch (Request.NeedsOwnThread e) {
            return read.map(request -> () -> answer(route, request, exchange));
        }
    }

    /** Who asks, by the header that says so, for what. */
    @FunctionalInterface
    private interface Admitting {
        Caller admit(String authorization, Access access);
    }

    /** A request, let in and read; empty where it was not, and was told so. */
    private Optional<Request> read(Route route, Exchange exchange, Admitting admitting) {
        exchange.progress().taken(route.path());
        try {
            return Optional.of(request(route, exchange, admitting));
        } catch (Request.NeedsOwnThread e) {
            throw e;
        } catch (RuntimeException e) {
            fail(e, exchange);
            return Optional.empty();
        }
    }

    /** Answers what was read, whatever comes of it. */
    private void answer(Route route, Request request, Exchange exchange) {
        Answer answer;
        try {
            answer = route.handler().handle(request);
        } catch (Request.NeedsOwnThread e) {
            throw e;
        } catch (RuntimeException e) {
            fail(e, exchange);
            return;
        }
        send(answer, exchange);
    }

    /** The request, let in and read, or the problem with it. */
    private Request request(Route route, Exchange exchange, Admitting admitting) {
        if (!gate.isGuarded()) {
            Origin.requireThisMachine(exchange);
        }
        Optional<String> session = session(exchange);
        Caller caller = admitting.admit(session.orElseGet(() -> header(exchange, AUTHORIZATION)), route.access());
        route.checkQuery(exchange.queryParameters().keySet());
        String accept = header(exchange, Request.ACCEPT);
        if (!route.satisfies(accept)) {
            throw Problem.of(
                    Kind.NOT_ACCEPTABLE,
                    "this path gives " + route.produces() + ", but Accept is '" + Request.shown(accept) + "'");
        }
        if (route.takesForm() || (route.method() != Route.Method.GET && session.isPresent())) {
            Origin.requireOwn(exchange);
        } else if (route.method() != Route.Method.GET
                && header(exchange, AUTHORIZATION).isEmpty()) {
            Origin.refuseForeign(exchange);
        }
        byte[] body = route.body().isPresent() ? body(route, exchange) : new byte[0];
        exchange.progress().read(route.body().isPresent() || !bringsBody(exchange));
        return new Request(exchange.pathParameters(), exchange.queryParameters(), body, headers(exchange), caller);
    }

    /** What the session of a page stands for, which a browser sends along whoever made it ask; empty without one. */
    private Optional<String> session(Exchange exchange) {
        return exchange.header(AUTHORIZATION).filter(given -> !given.isEmpty()).isEmpty()
                ? exchange.cookie(Gate.SESSION).flatMap(gate::authorization)
                : Optional.empty();
    }

    /** Answers with the problem an exception stands for; what nobody foresaw is logged once, and named by its id only. */
    void fail(Exception failure, Exchange exchange) {
        String id = exchange.progress().id();
        Problem problem;
        if (failure instanceof Problem known) {
            problem = known;
        } else {
            LOG.error("request {} failed", id, failure);
            problem = Problem.of(Kind.INTERNAL, "the server failed; its log has the cause under request " + id);
        }
        send(said(problem, id, exchange), exchange);
    }

    private Answer said(Problem problem, String id, Exchange exchange) {
        String path = exchange.path();
        Request seen =
                new Request(Map.of(), exchange.queryParameters(), new byte[0], headers(exchange), Caller.ANYBODY);
        try {
            if (pages.speakAt(path, problem, seen)) {
                return pages.answer(problem, id, seen, target(exchange));
            }
        } catch (RuntimeException e) {
            LOG.error("the problem of request {} could not be drawn as a page", id, e);
        }
        return ErrorForm.of(path).answer(problem, id);
    }

    /** Where a link asks for the same; empty for what is sent, which no link sends again. */
    private static Optional<String> target(Exchange exchange) {
        return exchange.method().equals(Route.Method.GET.name())
                ? Optional.of(exchange.path()
                        + exchange.query().map(query -> "?" + query).orElse(""))
                : Optional.empty();
    }

    private void send(Answer answer, Exchange exchange) {
        RequestProgress progress = exchange.progress();
        exchange.status(answer.status());
        if (!answer.contentType().isEmpty()) {
            exchange.put(Request.CONTENT_TYPE, answer.contentType());
        }
        headers(progress).forEach(exchange::put);
        answer.headers().forEach(exchange::put);
        if (progress.isTaken()) {
            exchange.put(TIMING, progress.timing());
        }
        answered(progress, exchange.method(), answer);
        answer.writing().ifPresentOrElse(exchange::stream, () -> exchange.send(answer.contentType(), answer.body()));
    }

    /** What every answer carries. */
    static Map<String, String> headers(RequestProgress progress) {
        return Map.of(ID, progress.id(), "Cache-Control", "no-store", "X-Content-Type-Options", "nosniff");
    }

    /** Takes an answer into account. A method is any text the client likes to send, and must not become a name here. */
    void answered(RequestProgress progress, String method, Answer answer) {
        requests.answered(
                progress.route(), METHODS.contains(method) ? method : "other", answer.status(), progress.nanos());
    }

    private static boolean bringsBody(Exchange exchange) {
        return exchange.length() > 0 || exchange.header("Transfer-Encoding").isPresent();
    }

    private byte[] body(Route route, Exchange exchange) {
        String type = header(exchange, Request.CONTENT_TYPE);
        boolean isLeftOut = type.isEmpty() && exchange.length() <= 0;
        if (!route.takes(isLeftOut ? Route.NO_BODY : type)) {
            throw Problem.of(
                    Kind.WRONG_CONTENT_TYPE,
                    "Content-Type is '" + Request.shown(type) + "'; send " + String.join(" or ", route.consumes())
                            + " in UTF-8");
        }
        exchange.header(CODING)
                .filter(coding -> !coding.equalsIgnoreCase(AS_IT_IS))
                .ifPresent(coding -> {
                    throw Problem.of(
                                    Kind.WRONG_CONTENT_TYPE,
                                    "Content-Encoding is '" + Request.shown(coding) + "'; send the body as it is")
                            .with("Accept-Encoding", AS_IT_IS);
                });
        try (RequestBytes in = exchange.body()) {
            return bodies.read(in, exchange.length(), exchange.header("Expect").isPresent(), exchange.place());
        }
    }

    private static Map<String, String> headers(Exchange exchange) {
        Map<String, String> sent = new HashMap<>();
        for (String name : Request.HEADERS) {
            exchange.header(name).ifPresent(value -> sent.put(name, value));
        }
        return sent;
    }

    private static String header(Exchange exchange, String name) {
        return exchange.header(name).orElse("");
    }
}
