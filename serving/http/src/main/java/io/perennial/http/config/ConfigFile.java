package io.perennial.http.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.perennial.command.playbook.PlaybookFile;
import io.perennial.http.store.StoreAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The server's TOML file; every key may be left out, an unknown one is refused with the nearest known. */
public final class ConfigFile {

    private ConfigFile() {}

    /**
     * Reads a file over the defaults.
     *
     * @throws IllegalArgumentException naming file, key and what it may be
     */
    public static ServerConfig read(Path file) {
        return read(file, Optional.empty());
    }

    /**
     * Reads a file over the defaults, with keys that were given beside it: what needs keys has them then.
     *
     * @param keys file of keys in the place of the one it names
     * @throws IllegalArgumentException naming file, key and what it may be
     */
    public static ServerConfig read(Path file, Optional<Path> keys) {
        Section root = new Section("", file, parse(file));
        root.only(
                "host",
                "port",
                "max_body_bytes",
                "max_rows",
                "max_events",
                "poll_millis",
                "explain_threads",
                "explain_queue",
                "explain_timeout_millis",
                "access",
                "traffic",
                "limits",
                "admin",
                "store",
                "decisions",
                "value_health",
                "alarms",
                "playbook");
        try {
            return read(root, keys);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("config " + file + ": " + e.getMessage(), e);
        }
    }

    private static ServerConfig read(Section root, Optional<Path> keys) {
        ServerConfig defaults = ServerConfig.defaults();
        ExplainConfig explain = defaults.explain();
        AccessConfig access = root.section("access").map(AccessConfig::read).orElse(defaults.access());
        return new ServerConfig(
                root.text("host", defaults.host()),
                root.count("port", defaults.port()),
                root.number("max_body_bytes", defaults.maxBodyBytes()),
                root.count("max_rows", defaults.maxRows()),
                root.count("max_events", defaults.maxEvents()),
                root.millis("poll_millis", defaults.poll()),
                new ExplainConfig(
                        root.count("explain_threads", explain.threads()),
                        root.count("explain_queue", explain.queue()),
                        root.millis("explain_timeout_millis", explain.timeout())),
                keys.map(access::withKeys).orElse(access),
                root.section("traffic").map(TrafficConfig::read).orElse(defaults.traffic()),
                root.section("limits").map(LimitConfig::read).orElse(defaults.limits()),
                root.section("admin").map(AdminConfig::read),
                root.has("store") ? Optional.of(store(root)) : defaults.store(),
                root.section("decisions").map(DecisionConfig::read).orElse(defaults.decisions()),
                root.section("value_health").map(ValueHealthConfig::read).orElse(defaults.valueHealth()),
                root.path("alarms").map(AlarmFile::read).orElse(defaults.alarms()),
                root.path("playbook").map(PlaybookFile::read).orElse(defaults.playbook()));
    }

    /** A database by its address, or a file relative to the directory of this one. */
    private static StoreAddress store(Section root) {
        String given = root.text("store", "");
        return new StoreAddress(
                given.startsWith("jdbc:")
                        ? given
                        : root.path("store").map(Path::toString).orElse(""));
    }

    static JsonNode parse(Path file) {
        try {
            return parse(file, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("config " + file + " is not there; name one that is", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("config " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    static JsonNode parse(Path file, String text) {
        try {
            return new TomlMapper().readTree(text);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new IllegalArgumentException(
                    "config " + file + " is not TOML" + (at == null ? "" : " at line " + at.getLineNr()) + ": "
                            + e.getOriginalMessage(),
                    e);
        }
    }
}
