package io.perennial.http.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is sent back: status, type, bytes and headers. */
public final class Answer {

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final Map<String, String> headers;

    private final Optional<Writing> writing;

    private Answer(
            int status, String contentType, byte[] body, Optional<Writing> writing, Map<String, String> headers) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.writing = writing;
        this.headers = headers;
    }

    /** Writes a body piece by piece, so that it never lies in memory as a whole. */
    @FunctionalInterface
    public interface Writing {
        /** Writes all of it; a failure ends the connection, so that no part is taken for the whole. */
        void to(OutputStream out) throws IOException;
    }

    /** An answer of bytes. */
    public static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, contentType, body, Optional.empty(), Map.of());
    }

    /** 200 with a body of any length, written while it is sent. */
    public static Answer streaming(String contentType, Writing writing) {
        return new Answer(200, contentType, new byte[0], Optional.of(writing), Map.of());
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

    /** 200 with a JSON object that is written without becoming a tree first. */
    public static Answer written(Json.Members members) {
        return of(200, "application/json", Json.written(members));
    }

    /** 200 with text of a type. */
    public static Answer text(String contentType, String text) {
        return of(200, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with more headers. */
    public Answer with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(headers);
        all.putAll(more);
        return new Answer(status, contentType, body, writing, all);
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

    /** Who writes the body while it is sent; empty where it is there already. */
    public Optional<Writing> writing() {
        return writing;
    }

    /** Further headers. */
    public Map<String, String> headers() {
        return headers;
    }
}
