package io.perennial.http.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.command.toml.Nearest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

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

    boolean has(String key) {
        return table.has(key);
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
        return value(key, otherwise, "a text in quotes", JsonNode::isTextual, JsonNode::textValue);
    }

    List<String> texts(String key, List<String> otherwise) {
        return value(key, otherwise, "a list of texts", JsonNode::isArray, list -> {
            List<String> texts = new ArrayList<>();
            list.forEach(element -> texts.add(element.asText()));
            return texts;
        });
    }

    /** A path, relative to the directory of the file. */
    Optional<Path> path(String key) {
        String given = text(key, "");
        return given.isEmpty() ? Optional.empty() : Optional.of(file.resolveSibling(given));
    }

    long number(String key, long otherwise) {
        return value(
                key,
                otherwise,
                "a whole number",
                given -> given.isIntegralNumber() && given.canConvertToLong(),
                JsonNode::longValue);
    }

    double decimal(String key, double otherwise) {
        return value(key, otherwise, "a number", JsonNode::isNumber, JsonNode::doubleValue);
    }

    int count(String key, int otherwise) {
        return Math.toIntExact(number(key, otherwise));
    }

    boolean truth(String key, boolean otherwise) {
        return value(key, otherwise, "true or false", JsonNode::isBoolean, JsonNode::booleanValue);
    }

    private <T> T value(
            String key, T otherwise, String expected, Predicate<JsonNode> fits, Function<JsonNode, T> read) {
        JsonNode given = table.get(key);
        if (given == null) {
            return otherwise;
        }
        if (!fits.test(given)) {
            throw new IllegalArgumentException(name + key + " is not " + expected);
        }
        return read.apply(given);
    }

    Duration millis(String key, Duration otherwise) {
        return Duration.ofMillis(number(key, otherwise.toMillis()));
    }
}
