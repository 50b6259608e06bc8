package io.perennial.http.page;

import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
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
