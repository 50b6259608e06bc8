package io.perennial.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.command.toml.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One operation the server offers: what it is called, what it takes, what it gives, and who does it.
 *
 * @param method     how it is called
 * @param path       path with {@code {parameters}}
 * @param access     what a caller must be allowed
 * @param id         operation id in the OpenAPI document
 * @param summary    what it does, one sentence
 * @param parameters path and query parameters
 * @param body       JSON Schema of the body, or empty where it takes none
 * @param produces   media type of the answer; empty where it has none, and is 204
 * @param answer     JSON Schema of a 200 answer; empty for text
 * @param problems   kinds of problems it can answer with, besides those every route has
 * @param handler    who does it
 * @param consumes   media types of the body; {@link #NO_BODY} among them where it may be left out
 * @param others     further media types the answer can have, where Accept asks for one of them
 * @param prompt     which of its requests are answered out of memory, without waiting for anything
 */
public record Route(
        Method method,
        String path,
        Access access,
        String id,
        String summary,
        List<Parameter> parameters,
        Optional<ObjectNode> body,
        String produces,
        Optional<ObjectNode> answer,
        List<Problem.Kind> problems,
        Handler handler,
        List<String> consumes,
        List<String> others,
        Prompt prompt) {

    /** Media type of JSON. */
    public static final String JSON = "application/json";

    /** Media type of pages. */
    public static final String PAGE = "text/html;charset=utf-8";

    /** Stands among the media types of a body that may be left out. */
    public static final String NO_BODY = "";

    private static final Pattern PARAMETER = Pattern.compile("\\s*;\\s*([^=;\\s]+)=\"?([^\";]*)\"?\\s*");

    /** The methods the server takes. */
    public enum Method {
        GET,
        POST,
        PUT,
        DELETE
    }

    /** Answers one request. */
    @FunctionalInterface
    public interface Handler {
        /** The answer, or a {@link Problem}. */
        Answer handle(Request request);
    }

    /**
     * Tells which requests need no thread of their own: the handler waits for no disk, lock or other thread, and a small
     * body keeps it busy for microseconds only. Where what such a body holds is more work than that, it says so first, by
     * {@link Request#needOwnThread}.
     */
    @FunctionalInterface
    public interface Prompt {
        /** No request. */
        Prompt NEVER = path -> false;

        /** Whether a request with these path parameters is answered so. */
        boolean is(Map<String, String> path);
    }

    /**
     * A parameter.
     *
     * @param name   its name
     * @param inPath whether it is part of the path, else of the query
     * @param about  what it is, one sentence
     * @param schema JSON Schema of it
     */
    public record Parameter(String name, boolean inPath, String about, ObjectNode schema) {

        /** A part of the path. */
        public static Parameter path(String name, String about, ObjectNode schema) {
            return new Parameter(name, true, about, schema);
        }

        /** A parameter of the query. */
        public static Parameter query(String name, String about, ObjectNode schema) {
            return new Parameter(name, false, about, schema);
        }
    }

    public Route {
        Objects.requireNonNull(access, () -> "route " + path + " says not who may use it");
        parameters = List.copyOf(parameters);
        problems = List.copyOf(problems);
        consumes = List.copyOf(consumes);
        others = List.copyOf(others);
    }

    /** A route that reads. */
    public static RouteBuilder get(String path, Access access, String id, String summary) {
        return new RouteBuilder(Method.GET, path, access, id, summary);
    }

    /** A route that does something. */
    public static RouteBuilder post(String path, Access access, String id, String summary) {
        return new RouteBuilder(Method.POST, path, access, id, summary);
    }

    /** A route that removes something. */
    public static RouteBuilder delete(String path, Access access, String id, String summary) {
        return new RouteBuilder(Method.DELETE, path, access, id, summary);
    }

    /** The same route, some of whose requests need no thread of their own. */
    public Route promptly(Prompt which) {
        return with(handler, which);
    }

    /** The same route with another handler. */
    public Route by(Handler other) {
        return with(other, prompt);
    }

    private Route with(Handler handler, Prompt prompt) {
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
                prompt);
    }

    /** Whether a body of this media type is taken; empty stands for none. */
    public boolean takes(String contentType) {
        if (consumes.contains(contentType)) {
            return true;
        }
        String type = contentType.toLowerCase(Locale.ROOT);
        int end = type.indexOf(';');
        return consumes.contains((end < 0 ? type : type.substring(0, end)).strip())
                && (end < 0 || isUtf8(type.substring(end)));
    }

    /** Whether nothing else is said of the characters than that they are UTF-8; what else is said is nobody's business. */
    private static boolean isUtf8(String parameters) {
        return PARAMETER
                .matcher(parameters)
                .results()
                .filter(parameter -> parameter.group(1).equals("charset"))
                .allMatch(parameter -> parameter.group(2).strip().equals("utf-8"));
    }

    /** Refuses query parameters the route does not declare, naming the nearest. */
    public void checkQuery(Collection<String> given) {
        if (given.isEmpty()) {
            return;
        }
        TreeSet<String> known = new TreeSet<>();
        parameters.stream().filter(parameter -> !parameter.inPath()).forEach(parameter -> known.add(parameter.name()));
        for (String name : given) {
            if (!known.contains(name)) {
                String advice = known.isEmpty() ? "; this path takes none" : Nearest.advice(name, known);
                throw Problem.at(
                        Problem.Kind.UNKNOWN_PARAMETER,
                        Request.shown(name),
                        "parameter '" + Request.shown(name) + "' is not known" + advice);
            }
        }
    }

    /** Whether the answer is only that it is done. */
    public boolean isSilent() {
        return produces.isEmpty();
    }

    /** Whether it takes a page's form: a good one is answered 303, with where to look next. */
    public boolean takesForm() {
        return method == Method.POST && produces.equals(PAGE);
    }

    /** Whether a client that accepts these media ranges can use the answer. */
    public boolean satisfies(String accept) {
        return isSilent()
                || new Accepted(accept)
                        .best(Stream.concat(Stream.of(produces), others.stream())
                                .toList())
                        .isPresent();
    }
}
