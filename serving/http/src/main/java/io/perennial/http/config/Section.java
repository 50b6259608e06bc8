package io.perennial.http.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.http.api.Nearest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One table of the server's TOML file, read strictly: each getter names the key it could not use.
 *
 * @param name  its name with a dot behind, empty for the file itself
 * @param file  the file, which relative paths start from
 * @param table what it holds
 */
record Section(String name, Path file, JsonNode table) {

    /** Refuses any key but these, naming the nearest. */
    void only(String... known) {
        List<String> keys = Arrays.asList(known);
        table.fieldNames().forEachRemaining(key -> {
            if (!keys.contains(key)) {
                throw new IllegalArgumentException(
                        "config key '" + name + key + "' in " + file + " is not known" + Nearest.advice(key, keys));
            }
        });
    }

    Optional<Section> section(String key) {
        JsonNode value = table.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            throw new IllegalArgumentException(name + key + " is not a table; write [" + name + key + "]");
        }
        return Optional.of(new Section(name + key + ".", file, value));
    }

    String text(String key, String otherwise) {
        JsonNode value = table.get(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + key + " is not a text in quotes");
        }
        return value.textValue();
    }

    List<String> texts(String key, List<String> otherwise) {
        JsonNode value = table.get(key);
        if (value == null) {
            return otherwise;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            texts.add(element.asText());
        }
        if (!value.isArray()) {
            throw new IllegalArgumentException(name + key + " is not a list of texts");
        }
        return texts;
    }

    /** A path, relative to the directory of the file. */
    Optional<Path> path(String key) {
        String given = text(key, "");
        return given.isEmpty() ? Optional.empty() : Optional.of(file.resolveSibling(given));
    }

    long number(String key, long otherwise) {
        JsonNode value = table.get(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException(name + key + " is not a whole number");
        }
        return value.longValue();
    }

    int count(String key, int otherwise) {
        return Math.toIntExact(number(key, otherwise));
    }

    boolean truth(String key, boolean otherwise) {
        JsonNode value = table.get(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw new IllegalArgumentException(name + key + " is not true or false");
        }
        return value.booleanValue();
    }

    Duration millis(String key, Duration otherwise) {
        return Duration.ofMillis(number(key, otherwise.toMillis()));
    }
}
