package io.perennial.http.config;

import io.perennial.command.toml.TomlTable;
import io.perennial.http.alarm.AlarmKind;
import io.perennial.http.alarm.AlarmRule;
import io.perennial.http.alarm.AlarmRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The TOML file of alarms; what it leaves out is as in the file that comes along. An unknown key is refused. */
public final class AlarmFile {

    private static final String WEBHOOK = "webhook";
    private static final AlarmRules DEFAULTS = read(Path.of("alarms.toml"), own(), Map.of());

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
        return read(file, TomlTable.read("alarms", file), DEFAULTS.rules());
    }

    private static AlarmRules read(Path file, TomlTable table, Map<AlarmKind, AlarmRule> otherwise) {
        return Section.whole(file, table, root -> read(root, otherwise));
    }

    private static AlarmRules read(Section root, Map<AlarmKind, AlarmRule> otherwise) {
        Map<AlarmKind, AlarmRule> rules = new EnumMap<>(AlarmKind.class);
        rules.putAll(otherwise);
        for (AlarmKind kind : AlarmKind.values()) {
            root.section(kind.id(), section -> rule(section, rules.get(kind))).ifPresent(rule -> rules.put(kind, rule));
        }
        return new AlarmRules(rules, root.section(WEBHOOK, AlarmFile::webhook));
    }

    private static AlarmRule rule(Section section, AlarmRule otherwise) {
        AlarmRule base = Optional.ofNullable(otherwise).orElse(new AlarmRule(true, 1, Double.NaN, 1, 1));
        return new AlarmRule(
                section.truth("on", base.isOn()),
                section.decimal("amber", base.amber()),
                section.decimal("red", base.red()),
                section.count("in_a_row", base.inARow()),
                section.count("least_users", base.leastUsers()));
    }

    private static URI webhook(Section section) {
        String url = section.text("url", "");
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("webhook.url is '" + url + "', not an address", e);
        }
    }

    private static TomlTable own() {
        try (InputStream in = AlarmRules.class.getResourceAsStream("alarms.toml")) {
            return TomlTable.parse("alarms.toml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
