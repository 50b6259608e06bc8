package io.perennial.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A route in the making: one that takes no body and whose answer is only that it is done, until more is said. */
public final class RouteBuilder {

    private final Route.Method method;
    private final String path;
    private final Access access;
    private final String id;
    private final String summary;
    private final List<Route.Parameter> parameters = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final List<Problem.Kind> problems = new ArrayList<>();
    private Optional<ObjectNode> body = Optional.empty();
    private List<String> consumes = List.of(Route.JSON);
    private String produces = "";
    private Optional<ObjectNode> answer = Optional.empty();

    RouteBuilder(Route.Method method, String path, Access access, String id, String summary) {
        this.method = method;
        this.path = path;
        this.access = access;
        this.id = id;
        this.summary = summary;
    }

    /** Its path, with {@code {parameters}}. */
    public String path() {
        return path;
    }

    /** Takes these parameters too. */
    public RouteBuilder taking(Route.Parameter... more) {
        return taking(List.of(more));
    }

    /** Takes these parameters too. */
    public RouteBuilder taking(List<Route.Parameter> more) {
        parameters.addAll(more);
        return this;
    }

    /** Takes a body of JSON. */
    public RouteBuilder body(ObjectNode schema) {
        return body(schema, Route.JSON);
    }

    /** Takes a body of JSON that may be left out. */
    public RouteBuilder optionalBody(ObjectNode schema) {
        return body(schema, Route.JSON, Route.NO_BODY);
    }

    /** Takes a body of one of these media types. */
    public RouteBuilder body(ObjectNode schema, String... types) {
        body = Optional.of(schema);
        consumes = List.of(types);
        return this;
    }

    /** Answers in JSON. */
    public RouteBuilder answering(ObjectNode schema) {
        answer = Optional.of(schema);
        return answering(Route.JSON);
    }

    /** Answers in a media type. */
    public RouteBuilder answering(String type) {
        produces = type;
        return this;
    }

    /** Answers in these media types too, where Accept asks for one of them. */
    public RouteBuilder alsoProducing(String... types) {
        others.addAll(List.of(types));
        return this;
    }

    /** Answers with these kinds of problems too, besides those every route has. */
    public RouteBuilder refusing(Problem.Kind... kinds) {
        problems.addAll(List.of(kinds));
        return this;
    }

    /** The route, done by this handler. */
    public Route by(Route.Handler handler) {
        return new Route(
                method,
                path,
                access,
                id,
                summary,
                parameters,
                body,
                produces,
                answer,
                problems,
                handler,
                consumes,
                others,
                Route.Prompt.NEVER);
    }
}
