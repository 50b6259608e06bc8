package io.perennial.http.config;

import io.perennial.command.playbook.PlaybookFile;
import io.perennial.command.toml.TomlTable;
import io.perennial.http.store.StoreAddress;
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
        return Section.whole(file, TomlTable.read("config", file), root -> read(root, keys));
    }

    private static ServerConfig read(Section root, Optional<Path> keys) {
        ServerConfig defaults = ServerConfig.defaults();
        ExplainConfig explain = defaults.explain();
        AccessConfig access = root.section("access", AccessConfig::read).orElse(defaults.access());
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
                root.section("traffic", TrafficConfig::read).orElse(defaults.traffic()),
                root.section("limits", LimitConfig::read).orElse(defaults.limits()),
                root.section("admin", AdminConfig::read),
                store(root).or(defaults::store),
                root.section("decisions", DecisionConfig::read).orElse(defaults.decisions()),
                root.section("value_health", ValueHealthConfig::read).orElse(defaults.valueHealth()),
                root.path("alarms").map(AlarmFile::read).orElse(defaults.alarms()),
                root.path("playbook").map(PlaybookFile::read).orElse(defaults.playbook()));
    }

    /** A database by its address, or a file relative to the directory of this one; an empty text is none. */
    private static Optional<StoreAddress> store(Section root) {
        String given = root.text("store", "");
        return given.startsWith("jdbc:")
                ? Optional.of(new StoreAddress(given))
                : root.path("store").map(Path::toString).map(StoreAddress::new);
    }
}
