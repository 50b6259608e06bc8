package io.perennial.features.feature;

import java.util.LinkedHashMap;
import java.util.Map;

/** The lines of a schema's canonical text. */
final class SchemaText {

    private SchemaText() {}

    /** Keys and values in order. */
    static Map<String, String> lines(String text) {
        Map<String, String> lines = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("feature schema line '" + line + "' is not key=value");
            }
            lines.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return lines;
    }

    /** The value of a key that must be there. */
    static String get(Map<String, String> lines, String key) {
        String value = lines.get(key);
        if (value == null) {
            throw new IllegalArgumentException("feature schema lacks the line '" + key + "='");
        }
        return value;
    }
}
