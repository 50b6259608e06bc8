package io.perennial.http.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.perennial.command.toml.Nearest;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads objects, lists, texts and parameters token by token, strictly, each problem naming its place. */
final class Members {

    /** The longest id or name that is read. */
    static final int MOST_TEXT = 256;

    private Members() {}

    /** What is done with a member, or with an entry of a list. */
    @FunctionalInterface
    interface Reading {
        void read(JsonParser in, String name) throws IOException;
    }

    static void object(JsonParser in, String where, Set<String> known, Reading member) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw Problem.at(Kind.BAD_FIELD, where, where + " is not an object");
        }
        Set<String> seen = new HashSet<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            if (!known.contains(name)) {
                String at = Request.shown(at(where, name));
                throw Problem.at(
                        Kind.UNKNOWN_FIELD, at, "field '" + at + "' is not known" + Nearest.advice(name, known));
            }
            if (!seen.add(name)) {
                throw twice(where, name);
            }
            in.nextToken();
            member.read(in, name);
        }
    }

    private static Problem twice(String where, String name) {
        return Problem.of(Kind.BAD_JSON, "field '" + Request.shown(at(where, name)) + "' is given twice");
    }

    private static String at(String where, String name) {
        return where.isEmpty() ? name : where + "." + name;
    }

    static void list(JsonParser in, String where, Reading entry) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw Problem.at(Kind.BAD_FIELD, where, "'" + where + "' is not a list");
        }
        for (int i = 0; in.nextToken() != JsonToken.END_ARRAY; i++) {
            entry.read(in, where + "[" + i + "]");
        }
    }

    static String text(JsonParser in, String where) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING || in.getTextLength() > MOST_TEXT) {
            throw Problem.at(
                    Kind.BAD_FIELD, where, "'" + where + "' is not a text of at most " + MOST_TEXT + " characters");
        }
        return in.getText();
    }

    /** Parameters: texts, numbers and truths; a whole number as a {@link Long}. */
    static Map<String, Object> parameters(JsonParser in, String where) throws IOException {
        Map<String, Object> parameters = new HashMap<>();
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw Problem.at(Kind.BAD_FIELD, where, "'" + where + "' is not an object");
        }
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            JsonToken token = in.nextToken();
            Object value =
                    switch (token) {
                        case VALUE_TRUE, VALUE_FALSE -> token == JsonToken.VALUE_TRUE;
                        case VALUE_NUMBER_INT ->
                            in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                                    ? (Object) Double.POSITIVE_INFINITY
                                    : in.getLongValue();
                        case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
                        case VALUE_STRING -> in.getText();
                        default ->
                            throw Problem.at(
                                    Kind.BAD_FIELD,
                                    Request.shown(where + "." + name),
                                    "parameter '" + Request.shown(name) + "' in '" + where
                                            + "' is not a text, number or truth");
                    };
            if (parameters.put(name, value) != null) {
                throw twice(where, name);
            }
        }
        return parameters;
    }
}
