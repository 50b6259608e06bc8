package io.perennial.http.api;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What is sent back: status, type, bytes and headers. */
public final class Answer {

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final Map<String, String> headers;

    private Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = headers;
    }

    /** An answer of bytes. */
    public static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, contentType, body, Map.of());
    }

    /** 204: done, and nothing to say. */
    public static Answer done() {
        return of(204, "", new byte[0]);
    }

    /** 303: what was asked for lies elsewhere on this server. */
    public static Answer elsewhere(String address) {
        return of(303, "", new byte[0]).with(Map.of("Location", address));
    }

    /** 200 with JSON. */
    public static Answer json(Object value) {
        return json(200, value);
    }

    /** A status with JSON. */
    public static Answer json(int status, Object value) {
        return of(status, "application/json", Json.bytes(value));
    }

    /** 200 with text of a type. */
    public static Answer text(String contentType, String text) {
        return of(200, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with more headers. */
    public Answer with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(headers);
        all.putAll(more);
        return new Answer(status, contentType, body, all);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The media type. */
    public String contentType() {
        return contentType;
    }

    /** The bytes; not to be changed. */
    public byte[] body() {
        return body;
    }

    /** Further headers. */
    public Map<String, String> headers() {
        return headers;
    }
}
