package io.perennial.http.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.command.playbook.PlaybookFile;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.store.StoreAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    private static final String EVERY_KEY = """
            alarms = "alarms.toml"
            host = "localhost"
            port = 81
            max_body_bytes = 2048
            max_rows = 7
            max_events = 8
            poll_millis = 90
            explain_threads = 3
            explain_queue = 4
            explain_timeout_millis = 5000
            store = "live.mv"
            playbook = "plays.toml"
            [traffic]
            salt = "spring"
            holdout_percent = 10
            challenger_percent = 2.5
            shadow = false
            [limits]
            in_flight = 5
            connections = 6
            per_second = 7
            burst = 8
            body_millis = 900
            idle_millis = 1000
            [decisions]
            folder = "log"
            most_mib = 64
            drift_days = 7
            [value_health]
            direct = 1
            ecosystem = 2
            potential = 0.5
            brand = 0
            [admin]
            host = "127.0.0.2"
            port = 91
            [access]
            keys = "keys.json"
            [access.jwt]
            issuer = "us"
            audience = "perennial"
            jwks = "jwks.json"
            algorithms = ["ES256"]
            roles = "groups"
            """;

    @TempDir
    Path directory;

    private ServerConfig read(String toml) throws IOException {
        return ConfigFile.read(Files.writeString(directory.resolve("server.toml"), toml));
    }

    @Test
    void an_empty_file_gives_the_defaults() throws IOException {
        assertEquals(ServerConfig.defaults(), read(""));
    }

    @Test
    void every_key_is_read() throws IOException {
        Path alarms = Files.writeString(directory.resolve("alarms.toml"), "complaints.amber = 0.04\n");
        Files.writeString(
                directory.resolve("plays.toml"),
                PlaybookFile.standardText()
                        .replace("r2 = 0.2", "r2 = 0.1")
                        .replace("r3 = 0.4", "r3 = 0.2")
                        .replace("r4 = 0.6", "r4 = 0.3")
                        .replace("r5 = 0.8", "r5 = 0.4"));
        assertEquals(
                new ServerConfig(
                        "localhost",
                        81,
                        2048,
                        7,
                        8,
                        Duration.ofMillis(90),
                        new ExplainConfig(3, 4, Duration.ofMillis(5_000)),
                        new AccessConfig(
                                Optional.of(directory.resolve("keys.json")),
                                Optional.of(new TokenConfig(
                                        "us",
                                        "perennial",
                                        directory.resolve("jwks.json"),
                                        List.of("ES256"),
                                        "groups"))),
                        new TrafficConfig("spring", 10, 2.5, false),
                        new LimitConfig(5, 6, 7, 8, Duration.ofMillis(900), Duration.ofMillis(1_000)),
                        Optional.of(new AdminConfig("127.0.0.2", 91)),
                        Optional.of(
                                new StoreAddress(directory.resolve("live.mv").toString())),
                        new DecisionConfig(Optional.of(directory.resolve("log")), true, 64L << 20, 16L << 20, 7),
                        new ValueHealthConfig(1, 2, 0.5, 0),
                        AlarmFile.read(alarms),
                        PlaybookFile.standard().withGrades(new ChurnGrade.Thresholds(0.1, 0.2, 0.3, 0.4))),
                read(EVERY_KEY));
    }

    @Test
    void decisions_are_logged_beside_the_registry_unless_the_file_says_where_or_that_nowhere() throws IOException {
        Path usual = directory.resolve("models.decisions");
        for (String unsaid : List.of("", "[decisions]", "decisions.most_mib = 64")) {
            assertEquals(
                    Optional.of(usual), read(unsaid).decisions().orIn(usual).folder(), unsaid);
        }
        assertEquals(
                Optional.empty(),
                read("decisions.folder = \"\"").decisions().orIn(usual).folder());
        assertEquals(
                Optional.of(directory.resolve("log")),
                read("decisions.folder = \"log\"").decisions().orIn(usual).folder());
    }

    @Test
    void a_store_without_a_name_is_the_one_beside_the_registry() throws IOException {
        assertEquals(ServerConfig.defaults(), read("store = \"\""));
        assertTrue(refused("store = \"jdbc:mysql://h/d\"").contains("mysql is no database"));
    }

    @Test
    void the_longest_times_that_are_named_are_taken_and_no_longer_one() throws IOException {
        assertEquals(
                Duration.ofMinutes(10),
                read("explain_timeout_millis = 600000").explain().timeout());
        assertEquals(Duration.ofDays(1), read("poll_millis = 86400000").poll());
        assertTrue(refused("explain_timeout_millis = 600001").endsWith("is 600001, not 10 to 600000"));
        assertTrue(refused("poll_millis = 86400001").endsWith("is 86400001, not 10 to 86400000"));
    }

    @Test
    void with_keys_an_address_others_can_reach_is_taken() throws IOException {
        assertEquals(
                "0.0.0.0",
                read("host = \"0.0.0.0\"\naccess.keys = \"keys.json\"").host());
    }

    @Test
    void what_needs_keys_takes_those_given_beside_the_file() throws IOException {
        Path file = Files.writeString(directory.resolve("open.toml"), "host = \"0.0.0.0\"\nadmin.port = 91\n");
        Optional<Path> keys = Optional.of(directory.resolve("keys.json"));
        assertEquals(keys, ConfigFile.read(file, keys).access().keys());
    }

    @Test
    void an_unknown_key_is_refused_with_the_nearest() {
        String message = refused("prot = 1");
        assertTrue(message.contains("'prot'") && message.contains("did you mean 'port'?"), message);
    }

    @Test
    void a_value_out_of_range_or_of_the_wrong_type_is_named() {
        for (String toml : List.of("port = 65536", "port = \"80\"", "max_rows = 0", "poll_millis = 1", "host = 3")) {
            String key = toml.substring(0, toml.indexOf(' '));
            assertTrue(refused(toml).matches(".*: (key '" + key + "'|" + key + ") is .*"), refused(toml));
        }
        assertTrue(refused("port = ").contains("is not TOML at line 1"), refused("port = "));
        assertTrue(refused("host = \"0.0.0.0\"").contains("no keys are configured"));
        assertTrue(refused("[access]\nkey = \"k\"").contains("'access.key'"));
        assertTrue(refused("limits.in_flight = 0").contains("limits.in_flight is 0, not 1 to 100000"));
        assertTrue(refused("admin.port = 1").contains("no keys are configured"));
        assertTrue(refused("traffic.holdout_percent = 51").contains("traffic.holdout_percent is 51.0"));
        assertTrue(refused("traffic.challenger_percent = nan").contains("traffic.challenger_percent is NaN"));
        assertTrue(refused("decisions.most_mib = 0").contains("decisions.most_mib is 0, not 1 to 16777216"));
        assertTrue(refused("value_health.brand = -0.1").contains("0.35, 0.25, 0.2, -0.1 are not four numbers"));
        assertTrue(refused("access = 1").contains("key 'access' is 1, not a table [access]"));
        assertTrue(refused("playbook = \"nowhere.toml\"").contains("nowhere.toml is not there"));
        String tokens = "[access.jwt]\nissuer = \"us\"\naudience = \"a\"\njwks = \"j\"\nalgorithms = [\"none\"]";
        assertTrue(refused(tokens).contains("access.jwt.algorithms is [none]"), refused(tokens));
        assertTrue(refused("[access.jwt]\njwks = \"j\"").contains("issuer"));
    }

    @Test
    void a_file_that_is_not_there_is_named_once_and_said_to_be_missing() {
        Path missing = directory.resolve("missing.toml");
        String said = assertThrows(IllegalArgumentException.class, () -> ConfigFile.read(missing))
                .getMessage();
        assertEquals("config " + missing + " is not there; name one that is", said);
    }

    private String refused(String toml) {
        return assertThrows(IllegalArgumentException.class, () -> read(toml)).getMessage();
    }
}
