package io.perennial.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A refused or failed request in the form of RFC 9457: what is wrong, which field, how to fix it. Never a stack trace.
 */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The kinds of problems; each has its status and title, and a name that programs may rely on. */
    public enum Kind {
        BAD_JSON(400, "The body is not the JSON that is expected"),
        BAD_FIELD(400, "A field has no value that can be used"),
        UNKNOWN_FIELD(400, "A field is not known"),
        BAD_PARAMETER(400, "A parameter has no value that can be used"),
        UNKNOWN_PARAMETER(400, "A parameter is not known"),
        BAD_REQUEST(400, "The request is not valid HTTP"),
        UNKNOWN_KEY(401, "Nobody who is known here asks"),
        FORBIDDEN(403, "Whoever asks may not do this"),
        UNKNOWN_PATH(404, "There is nothing at this path"),
        UNKNOWN_USER(404, "The user is not known"),
        NO_SCORE(404, "The user has no such score"),
        UNKNOWN_PREDICTION(404, "The prediction is not in the log"),
        UNKNOWN_MODEL(404, "The model or version is not known"),
        METHOD_NOT_ALLOWED(405, "The path does not take this method"),
        NOT_ACCEPTABLE(406, "The answer has no form that was asked for"),
        TOO_SLOW(408, "The request came too slowly"),
        CONFLICT(409, "What is asked for does not go with what is there"),
        NO_CONTACT(409, "The user is not to be contacted"),
        ERASED_USER(410, "The user was erased"),
        TOO_LARGE(413, "The request is too large"),
        WRONG_CONTENT_TYPE(415, "The body is of a type that is not taken"),
        TOO_MANY(429, "The caller asks too often"),
        INTERNAL(500, "The server failed"),
        WITHHELD(500, "The answer does not add up and is withheld"),
        NOT_READY(503, "Nothing can answer yet"),
        DAMAGED(503, "Published data is damaged"),
        STORE_DOWN(503, "The store of live events does not answer"),
        BUSY(503, "Too much is asked for at once");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        /** What kind it is, in words. */
        public String title() {
            return title;
        }

        /** The name in {@code type}: {@code urn:perennial:problem:bad-json}. */
        public String type() {
            return "urn:perennial:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Kind kind;
    private final String field;
    private final String cause;
    private final transient Map<String, String> headers;
    private final transient Optional<Saying> saying;
    private final String back;

    private Problem(
            Kind kind,
            String field,
            String cause,
            String detail,
            Map<String, String> headers,
            Optional<Saying> saying,
            String back) {
        super(detail, null, false, false);
        this.kind = kind;
        this.field = field;
        this.cause = cause;
        this.headers = Map.copyOf(headers);
        this.saying = saying;
        this.back = back;
    }

    /** A problem of the whole request. */
    public static Problem of(Kind kind, String detail) {
        return because(kind, "", detail);
    }

    /** A problem of the whole request that has one of several causes, named as programs may rely on. */
    public static Problem because(Kind kind, String cause, String detail) {
        return new Problem(kind, "", cause, detail, Map.of(), Optional.empty(), "");
    }

    /** The problem that there is no room or time now, and that the same request may be sent again in a second. */
    public static Problem busy(String detail) {
        return of(Kind.BUSY, detail).with("Retry-After", "1");
    }

    /** A problem of one field, named as in {@code rows[3].features.tenure_days}. */
    public static Problem at(Kind kind, String field, String detail) {
        return new Problem(kind, field, "", detail, Map.of(), Optional.empty(), "");
    }

    /** The same with a header, such as {@code Allow} or {@code Retry-After}. */
    public Problem with(String header, String value) {
        return new Problem(kind, field, cause, getMessage(), Map.of(header, value), saying, back);
    }

    /** The same, said on pages in the reader's language and without what programs alone can do. */
    public Problem said(String en, String zh) {
        return new Problem(kind, field, cause, getMessage(), headers, Optional.of(new Saying(en, zh)), back);
    }

    /** The same, met by a person who came from a page of this path. */
    public Problem backTo(String path) {
        return new Problem(kind, field, cause, getMessage(), headers, saying, path);
    }

    /** What kind it is. */
    public Kind kind() {
        return kind;
    }

    /** The field it is about, or empty where it is about the whole request. */
    public Optional<String> field() {
        return field.isEmpty() ? Optional.empty() : Optional.of(field);
    }

    /** Which of the causes such a problem can have; empty where it has but one. */
    public String cause() {
        return cause;
    }

    /** What pages say; empty where they have nothing but the detail. */
    public Optional<Saying> saying() {
        return saying;
    }

    /** The path of the page a person came from; empty where none is known. */
    public Optional<String> back() {
        return back.isEmpty() ? Optional.empty() : Optional.of(back);
    }

    /** Headers the answer carries, such as {@code Allow}. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The problem as JSON members. */
    public ObjectNode json() {
        ObjectNode node = Json.object();
        node.put("type", kind.type());
        node.put("title", kind.title);
        node.put("status", kind.status);
        node.put("detail", getMessage());
        field().ifPresent(name -> node.put("field", name));
        if (!cause.isEmpty()) {
            node.put("cause", cause);
        }
        return node;
    }
}
