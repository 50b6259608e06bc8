package io.perennial.http.web;

import io.javalin.http.Context;
import io.perennial.http.access.Gate;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Caller;
import io.perennial.http.api.ErrorForm;
import io.perennial.http.api.ErrorPages;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between Javalin's context and a route's handler: checks what every request must keep to, and sends the answer. */
final class RouteAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(RouteAdapter.class);
    private static final String STARTED = "perennial.started";
    private static final String READ = "perennial.read";
    private static final String WHOLE = "perennial.whole";
    private static final String ROUTE = "perennial.route";
    private static final String ID = "X-Request-Id";
    private static final int WORTH_COMPRESSING = 1_500;

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

    void run(Route route, Context context) {
        context.attribute(STARTED, System.nanoTime());
        context.attribute(ROUTE, route.path());
        Optional<String> session = session(context);
        Caller caller = gate.admit(session.orElseGet(() -> header(context, "Authorization")), route.access());
        route.checkQuery(context.queryParamMap().keySet());
        String accept = header(context, "Accept");
        if (!route.satisfies(accept)) {
            throw Problem.of(
                    Kind.NOT_ACCEPTABLE,
                    "this path gives " + route.produces() + ", but Accept is '" + Request.shown(accept) + "'");
        }
        byte[] body = route.body().isPresent() ? body(route, context) : new byte[0];
        if (route.takesForm() || (route.method() != Route.Method.GET && session.isPresent())) {
            Origin.requireOwn(context);
        }
        Request request = new Request(context.pathParamMap(), context.queryParamMap(), body, headers(context), caller);
        context.attribute(READ, System.nanoTime());
        context.attribute(WHOLE, route.body().isPresent() || !bringsBody(context));
        send(route.handler().handle(request), RequestIds.of(context.header(ID)), context);
    }

    /** What the session of a page stands for, which a browser sends along whoever made it ask; empty without one. */
    private Optional<String> session(Context context) {
        return header(context, "Authorization").isEmpty()
                ? Optional.ofNullable(context.cookie(Gate.SESSION)).flatMap(gate::authorization)
                : Optional.empty();
    }

    /** Answers with the problem an exception stands for; what nobody foresaw is logged once, and named by its id only. */
    void fail(Exception failure, Context context) {
        String id = RequestIds.of(context.header(ID));
        Problem problem;
        if (failure instanceof Problem known) {
            problem = known;
        } else {
            LOG.error("request {} failed", id, failure);
            problem = Problem.of(Kind.INTERNAL, "the server failed; its log has the cause under request " + id);
        }
        Request seen = new Request(Map.of(), context.queryParamMap(), new byte[0], headers(context), Caller.ANYBODY);
        String query = context.queryString();
        send(
                pages.speakAt(context.path(), problem, seen)
                        ? pages.answer(problem, id, seen, context.path() + (query == null ? "" : "?" + query))
                        : ErrorForm.of(context.path()).answer(problem, id),
                id,
                context);
    }

    private void send(Answer answer, String id, Context context) {
        context.status(answer.status());
        if (!answer.contentType().isEmpty()) {
            context.contentType(answer.contentType());
        }
        context.header(ID, id);
        context.header("Cache-Control", "no-store");
        context.header("X-Content-Type-Options", "nosniff");
        answer.headers().forEach(context::header);
        Long started = context.attribute(STARTED);
        if (started != null) {
            context.header("Server-Timing", timing(started, context.attribute(READ), System.nanoTime()));
        }
        String route = context.attribute(ROUTE);
        requests.answered(
                route == null ? "none" : route,
                context.method().name(),
                answer.status(),
                started == null ? 0 : System.nanoTime() - started);
        answer.writing().ifPresentOrElse(writing -> stream(writing, id, context), () -> write(answer.body(), context));
    }

    private static boolean bringsBody(Context context) {
        return context.req().getContentLengthLong() > 0
                || !header(context, "Transfer-Encoding").isEmpty();
    }

    /**
     * Small answers go straight to the socket: as a result of the context each would be copied through a stream. Not so
     * where some of the request is unread: Jetty then closes the connection, and must be able to say so beforehand.
     */
    private static void write(byte[] body, Context context) {
        if (body.length >= WORTH_COMPRESSING || !Boolean.TRUE.equals(context.attribute(WHOLE))) {
            context.result(body);
            return;
        }
        try {
            context.res().setContentLength(body.length);
            context.res().getOutputStream().write(body);
        } catch (IOException e) {
            LOG.debug("a client was gone before its answer came", e);
        }
    }

    /** Once bytes are sent there is no other status; the connection is broken off, so that nobody takes a part for all. */
    private static void stream(Answer.Writing writing, String id, Context context) {
        try {
            OutputStream out = context.outputStream();
            writing.to(out);
            out.flush();
        } catch (IOException | RuntimeException e) {
            LOG.warn("request {} was broken off: {}", id, e.toString());
            try {
                context.res().sendError(-1);
            } catch (IOException gone) {
                LOG.debug("request {} had gone already", id, gone);
            }
        }
    }

    /** Where the time went, in milliseconds: letting in and reading, then the answer; writing it comes after. */
    private static String timing(long started, Long read, long done) {
        long handed = read == null ? done : read;
        return "read;dur=" + millis(handed - started) + ", answer;dur=" + millis(done - handed);
    }

    /** Microseconds are as fine as such a time is worth. */
    private static String millis(long nanos) {
        long micros = nanos / 1_000;
        return micros / 1_000 + "." + String.valueOf(1_000 + micros % 1_000).substring(1);
    }

    private byte[] body(Route route, Context context) {
        String type = header(context, Request.CONTENT_TYPE);
        boolean isLeftOut = type.isEmpty() && context.req().getContentLengthLong() <= 0;
        if (!route.takes(isLeftOut ? Route.NO_BODY : type)) {
            throw Problem.of(
                    Kind.WRONG_CONTENT_TYPE,
                    "Content-Type is '" + Request.shown(type) + "'; send " + String.join(" or ", route.consumes())
                            + " in UTF-8");
        }
        if (context.req().getContentLengthLong() > bodies.most()) {
            throw bodies.tooLarge();
        }
        try {
            return bodies.read(context.req().getInputStream(), context.req().getContentLengthLong(), (Places.Place)
                    context.req().getAttribute(Admission.PLACE));
        } catch (IOException e) {
            throw Problem.of(Kind.BAD_REQUEST, "the body ended before it was complete");
        }
    }

    private static Map<String, String> headers(Context context) {
        Map<String, String> sent = new HashMap<>();
        for (String name : Request.HEADERS) {
            String value = context.header(name);
            if (value != null) {
                sent.put(name, value);
            }
        }
        return sent;
    }

    private static String header(Context context, String name) {
        String value = context.header(name);
        return value == null ? "" : value;
    }
}
