package io.perennial.http.web;

import io.perennial.http.api.Request;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * The headers of a request. Those that every request is asked for are found by one look at all of them: a look for each
 * cost more than reading a row.
 */
final class SentHeaders {

    private static final List<String> ASKED = Stream.concat(
                    Request.HEADERS.stream(),
                    Stream.of(
                            RouteAdapter.ID,
                            RouteAdapter.AUTHORIZATION,
                            Origin.HOST,
                            Origin.SITE,
                            "Expect",
                            RouteAdapter.CODING,
                            "Transfer-Encoding"))
            .toList();

    private static final Map<String, Integer> PLACES = new HashMap<>();
    private static final Map<HttpHeader, Integer> KNOWN = new EnumMap<>(HttpHeader.class);
    /** Those whose names Jetty does not know. */
    private static final List<String> OTHERS =
            ASKED.stream().filter(name -> HttpHeader.CACHE.get(name) == null).toList();

    static {
        for (String name : ASKED) {
            PLACES.put(name, PLACES.size());
            if (!OTHERS.contains(name)) {
                KNOWN.put(HttpHeader.CACHE.get(name), PLACES.get(name));
            }
        }
    }

    private final HttpFields all;
    private final HttpField[] asked = new HttpField[ASKED.size()];

    SentHeaders(HttpFields all) {
        this.all = all;
        for (HttpField field : all) {
            Integer place = place(field);
            if (place != null) {
                asked[place] = asked[place] == null ? field : together(asked[place], field);
            }
        }
    }

    /** Of a header that is no list the first line counts. */
    private static HttpField together(HttpField first, HttpField next) {
        return Request.LISTS.stream().anyMatch(first::is)
                ? new HttpField(first.getHeader(), first.getValue() + ", " + next.getValue())
                : first;
    }

    private static Integer place(HttpField field) {
        if (field.getHeader() != null) {
            return KNOWN.get(field.getHeader());
        }
        for (String name : OTHERS) {
            if (field.is(name)) {
                return PLACES.get(name);
            }
        }
        return null;
    }

    /** The first of a name, of lists all together; empty where none was sent. */
    Optional<String> first(String name) {
        Integer place = PLACES.get(name);
        if (place == null) {
            return Optional.ofNullable(all.get(name));
        }
        return Optional.ofNullable(asked[place]).map(HttpField::getValue);
    }
}
