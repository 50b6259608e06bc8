package io.perennial.http.api;

import io.perennial.http.api.Problem.Kind;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a handler sees of a request: parameters that its route declares, and the body. */
public final class Request {

    /** How many of the body's bytes are JSON, where tensors follow it. */
    public static final String JSON_LENGTH = "Inference-Header-Content-Length";

    /** The media type of the body. */
    public static final String CONTENT_TYPE = "Content-Type";

    /** How many milliseconds the caller waits. */
    public static final String DEADLINE = "X-Deadline-Ms";

    /** The media types the caller can use. */
    public static final String ACCEPT = "Accept";

    /** The languages the caller reads. */
    public static final String LANGUAGES = "Accept-Language";

    /** What the caller kept of earlier answers. */
    public static final String COOKIE = "Cookie";

    /** Where the page came from whose form is sent. */
    public static final String ORIGIN = "Origin";

    /** The tag of the copy the caller has. */
    public static final String TAG = "If-None-Match";

    /** What a CloudEvent says of itself where its body is sent as it is. */
    public static final List<String> EVENT = List.of("ce-specversion", "ce-id", "ce-source", "ce-type");

    /** The headers a handler may read. */
    public static final List<String> HEADERS = Stream.concat(
                    Stream.of(JSON_LENGTH, CONTENT_TYPE, DEADLINE, ACCEPT, LANGUAGES, COOKIE, ORIGIN, TAG),
                    EVENT.stream())
            .toList();

    /** Those of them that may be sent in several lines, which say together what one would (RFC 9110, section 5.3). */
    public static final List<String> LISTS = List.of(ACCEPT, LANGUAGES);

    private final Map<String, String> path;
    private final Map<String, List<String>> query;
    private final byte[] body;
    private final Caller caller;
    private final Map<String, String> headers;
    private final boolean isShared;

    /** Leaves a thread that others wait for, before anything is done that takes longer; see {@link #needOwnThread}. */
    public static final class NeedsOwnThread extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** What is begun anew. */
        public NeedsOwnThread() {
            super("it begins anew on a thread of its own", null, false, false);
        }
    }

    /**
     * A request; the route has already refused parameters it does not declare.
     *
     * @param path    path parameters, decoded
     * @param query   query parameters, decoded
     * @param body    the body, empty where there is none
     * @param headers those of {@link #HEADERS} that were sent
     * @param caller  who asks
     */
    public Request(
            Map<String, String> path,
            Map<String, List<String>> query,
            byte[] body,
            Map<String, String> headers,
            Caller caller) {
        this(path, query, body, headers, caller, false);
    }

    private Request(
            Map<String, String> path,
            Map<String, List<String>> query,
            byte[] body,
            Map<String, String> headers,
            Caller caller,
            boolean isShared) {
        this.path = Map.copyOf(path);
        this.query = Map.copyOf(query);
        this.body = body;
        this.headers = Map.copyOf(headers);
        this.caller = caller;
        this.isShared = isShared;
    }

    /** The same request, answered on a thread that other connections wait for. */
    public Request onSharedThread() {
        return new Request(path, query, body, headers, caller, true);
    }

    /**
     * Says, before the work is begun, that it takes longer than other connections may be kept waiting. Where nobody else
     * waits for the thread, nothing comes of it; else the handler is left, and called anew on a thread of its own.
     *
     * @throws NeedsOwnThread where others wait for the thread; no handler catches it
     */
    public void needOwnThread() {
        if (isShared) {
            throw new NeedsOwnThread();
        }
    }

    /** Who asks. */
    public Caller caller() {
        return caller;
    }

    /** A path parameter. */
    public String path(String name) {
        return path.get(name);
    }

    /** All path parameters. */
    public Collection<String> paths() {
        return path.values();
    }

    /** A query parameter, or empty where it is not given. */
    public Optional<String> query(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw Problem.at(Kind.BAD_PARAMETER, name, "parameter '" + name + "' is given " + values.size() + " times");
        }
        return values.stream().findFirst();
    }

    /** A query parameter that is one of some words; the first of them where it is not given. */
    public String oneOf(String name, List<String> words) {
        String value = query(name).orElse(words.get(0));
        if (!words.contains(value)) {
            throw Problem.at(
                    Kind.BAD_PARAMETER,
                    name,
                    "parameter '" + name + "' is '" + shown(value) + "', not one of " + String.join(", ", words));
        }
        return value;
    }

    /** A whole number within bounds, or a default where it is not given. */
    public int integer(String name, int otherwise, int least, int most) {
        Optional<String> given = query(name);
        if (given.isEmpty()) {
            return otherwise;
        }
        String text = given.get();
        if (text.matches("[0-9]{1,9}")) {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw Problem.at(
                Kind.BAD_PARAMETER,
                name,
                "parameter '" + name + "' is '" + shown(text) + "', not a whole number from " + least + " to " + most);
    }

    /** The same request with a query parameter where it gives none of that name. */
    public Request withDefault(String name, String value) {
        Map<String, List<String>> more = new TreeMap<>(query);
        more.putIfAbsent(name, List.of(value));
        return new Request(path, more, body, headers, caller, isShared);
    }

    /** The same request with another body. */
    public Request withBody(byte[] other) {
        return new Request(path, query, other, headers, caller, isShared);
    }

    /** The same request without query parameters that are empty, as forms send them. */
    public Request withoutBlanks() {
        Map<String, List<String>> filled = new TreeMap<>(query);
        filled.values().removeIf(values -> values.stream().allMatch(String::isBlank));
        return new Request(path, filled, body, headers, caller, isShared);
    }

    /** The same request without a query parameter. */
    public Request without(String name) {
        Map<String, List<String>> fewer = new TreeMap<>(query);
        fewer.remove(name);
        return new Request(path, fewer, body, headers, caller, isShared);
    }

    /** A header, or empty where it was not sent. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** A cookie, or empty where it was not sent. */
    public Optional<String> cookie(String name) {
        return header(COOKIE).stream()
                .flatMap(all -> Arrays.stream(all.split(";", -1)))
                .map(String::trim)
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(name.length() + 1))
                .findFirst();
    }

    /** All query parameters, in the order of their names; the first value of what is given several times. */
    public Map<String, String> query() {
        Map<String, String> given = new TreeMap<>();
        query.forEach((name, values) -> values.stream().findFirst().ifPresent(value -> given.put(name, value)));
        return given;
    }

    /** The bytes of the body; not to be changed. */
    public byte[] body() {
        return body;
    }

    /** A decimal within bounds, the least one excluded; empty where it is not given. */
    public OptionalDouble number(String name, double above, double most) {
        Optional<String> given = query(name);
        if (given.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (given.get().matches("[0-9]{1,9}(\\.[0-9]{1,17})?")) {
            double value = Double.parseDouble(given.get());
            if (value > above && value <= most) {
                return OptionalDouble.of(value);
            }
        }
        throw Problem.at(
                Kind.BAD_PARAMETER,
                name,
                "parameter '" + name + "' is '" + shown(given.get()) + "', not a number above " + above + " up to "
                        + most);
    }

    /** The body as a JSON object. */
    public Fields json() {
        return Json.read(body);
    }

    /** A text of a request as it may be shown in a message: printable and short. */
    public static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 64 ? printable : printable.substring(0, 64) + "...";
    }
}
