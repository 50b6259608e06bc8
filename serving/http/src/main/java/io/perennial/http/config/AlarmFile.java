package io.perennial.http.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.http.alarm.AlarmKind;
import io.perennial.http.alarm.AlarmRule;
import io.perennial.http.alarm.AlarmRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The TOML file of alarms; what it leaves out is as in the file that comes along. An unknown key is refused. */
public final class AlarmFile {

    private static final String WEBHOOK = "webhook";
    private static final AlarmRules DEFAULTS = read(new Section("", Path.of("alarms.toml"), own()), Map.of());

    private AlarmFile() {}

    /** The rules that come along; nobody is told. */
    static AlarmRules defaults() {
        return DEFAULTS;
    }

    /**
     * Reads a file over the defaults.
     *
     * @throws IllegalArgumentException naming file, key and what it may be
     */
    public static AlarmRules read(Path file) {
        try {
            return read(new Section("", file, ConfigFile.parse(file)), DEFAULTS.rules());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("alarms " + file + ": " + e.getMessage(), e);
        }
    }

    private static AlarmRules read(Section root, Map<AlarmKind, AlarmRule> otherwise) {
        root.only(Stream.concat(Arrays.stream(AlarmKind.values()).map(AlarmKind::id), Stream.of(WEBHOOK))
                .toArray(String[]::new));
        Map<AlarmKind, AlarmRule> rules = new EnumMap<>(AlarmKind.class);
        rules.putAll(otherwise);
        for (AlarmKind kind : AlarmKind.values()) {
            root.section(kind.id()).ifPresent(section -> rules.put(kind, rule(section, rules.get(kind))));
        }
        return new AlarmRules(rules, root.section(WEBHOOK).map(AlarmFile::webhook));
    }

    private static AlarmRule rule(Section section, AlarmRule otherwise) {
        section.only("on", "amber", "red", "in_a_row", "least_users");
        AlarmRule base = Optional.ofNullable(otherwise).orElse(new AlarmRule(true, 1, Double.NaN, 1, 1));
        return new AlarmRule(
                section.truth("on", base.isOn()),
                section.decimal("amber", base.amber()),
                section.decimal("red", base.red()),
                section.count("in_a_row", base.inARow()),
                section.count("least_users", base.leastUsers()));
    }

    private static URI webhook(Section section) {
        section.only("url");
        String url = section.text("url", "");
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("webhook.url is '" + url + "', not an address", e);
        }
    }

    private static JsonNode own() {
        try (InputStream in = AlarmRules.class.getResourceAsStream("alarms.toml")) {
            return ConfigFile.parse(Path.of("alarms.toml"), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
