package io.perennial.http.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Access;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was filled in on a page.
 *
 * @param fields by name
 */
record Form(Map<String, String> fields) {

    /** Media type of forms. */
    static final String TYPE = "application/x-www-form-urlencoded";

    /**
     * The route that takes a form, and answers a good one with where to look next.
     *
     * @param fields JSON Schema of what can be filled in
     */
    static Route route(
            String path,
            Access access,
            String id,
            String summary,
            List<Route.Parameter> parameters,
            ObjectNode fields,
            List<Kind> problems,
            Route.Handler handler) {
        return new Route(
                        Route.Method.POST,
                        path,
                        access,
                        id,
                        summary,
                        parameters,
                        Optional.of(fields),
                        Route.PAGE,
                        Optional.empty(),
                        problems,
                        handler)
                .consuming(TYPE);
    }

    /** The form a request holds. */
    static Form of(Request request) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : new String(request.body(), StandardCharsets.UTF_8).split("&", -1)) {
            int end = pair.indexOf('=');
            if (end > 0) {
                fields.put(decoded(pair.substring(0, end)), decoded(pair.substring(end + 1)));
            }
        }
        return new Form(fields);
    }

    /** A field, empty where it was not filled in. */
    String text(String name) {
        return fields.getOrDefault(name, "").trim();
    }

    /** Where to go afterwards: a path of this server, {@code /} where the form names none. */
    String next() {
        return Optional.of(text("to")).filter(Form::isHere).orElse("/");
    }

    /** Whether an address can lead to no other server: browsers read {@code //} and {@code /\} as hosts. */
    static boolean isHere(String address) {
        return address.matches("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.of(Kind.BAD_REQUEST, "the form can't be read: " + e.getMessage());
        }
    }
}
