package io.perennial.http.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.perennial.http.api.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The server's TOML file; every key may be left out, an unknown one is refused with the nearest known. */
public final class ConfigFile {

    private static final List<String> KEYS = List.of(
            "host",
            "port",
            "max_body_bytes",
            "max_rows",
            "max_events",
            "poll_millis",
            "explain_threads",
            "explain_queue",
            "explain_timeout_millis");

    private ConfigFile() {}

    /**
     * Reads a file over the defaults.
     *
     * @throws IllegalArgumentException naming file, key and what it may be
     */
    public static ServerConfig read(Path file) {
        JsonNode root = parse(file);
        root.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        "config key '" + key + "' in " + file + " is not known" + Nearest.advice(key, KEYS));
            }
        });
        ServerConfig defaults = ServerConfig.defaults();
        try {
            return new ServerConfig(
                    text(root, "host", defaults.host()),
                    Math.toIntExact(number(root, "port", defaults.port())),
                    number(root, "max_body_bytes", defaults.maxBodyBytes()),
                    Math.toIntExact(number(root, "max_rows", defaults.maxRows())),
                    Math.toIntExact(number(root, "max_events", defaults.maxEvents())),
                    Duration.ofMillis(
                            number(root, "poll_millis", defaults.poll().toMillis())),
                    Math.toIntExact(number(root, "explain_threads", defaults.explainThreads())),
                    Math.toIntExact(number(root, "explain_queue", defaults.explainQueue())),
                    Duration.ofMillis(number(
                            root,
                            "explain_timeout_millis",
                            defaults.explainTimeout().toMillis())));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("config " + file + ": " + e.getMessage(), e);
        }
    }

    private static JsonNode parse(Path file) {
        try {
            return new TomlMapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new IllegalArgumentException(
                    "config " + file + " is not TOML" + (at == null ? "" : " at line " + at.getLineNr()) + ": "
                            + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException("config " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode root, String key, String otherwise) {
        JsonNode value = root.get(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(key + " is not a text in quotes");
        }
        return value.textValue();
    }

    private static long number(JsonNode root, String key, long otherwise) {
        JsonNode value = root.get(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException(key + " is not a whole number");
        }
        return value.longValue();
    }
}
