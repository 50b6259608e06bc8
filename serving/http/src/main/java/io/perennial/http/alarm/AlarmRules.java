package io.perennial.http.alarm;

import java.net.URI;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * By which lines alarms are judged, and who is told of those that ring.
 *
 * @param rules   one of each kind
 * @param webhook where a POST goes after a load with alarms that ring; empty where nobody is told
 */
public record AlarmRules(Map<AlarmKind, AlarmRule> rules, Optional<URI> webhook) {

    /** Checks every rule. */
    public AlarmRules {
        Map<AlarmKind, AlarmRule> checked = new EnumMap<>(AlarmKind.class);
        for (AlarmKind kind : AlarmKind.values()) {
            checked.put(kind, rules.get(kind).checked(kind));
        }
        rules = Collections.unmodifiableMap(checked);
        webhook.ifPresent(AlarmRules::check);
    }

    /** What could not be measured hides nothing that could. */
    private static double told(Alarm alarm) {
        return Double.isNaN(alarm.value()) ? Double.NEGATIVE_INFINITY : alarm.value();
    }

    private static void check(URI webhook) {
        boolean isWeb = "http".equals(webhook.getScheme()) || "https".equals(webhook.getScheme());
        if (!isWeb || webhook.getHost() == null) {
            throw new IllegalArgumentException("webhook.url is " + webhook + ", not an address of http or https");
        }
    }

    /** The alarms that are on, in their order; of value tiers the one that stands worst. */
    public List<Alarm> judge(List<Signal> signals) {
        return Stream.of(AlarmKind.values())
                .filter(kind -> rules.get(kind).isOn())
                .flatMap(kind -> signals.stream()
                        .filter(signal -> signal.kind() == kind)
                        .map(signal -> signal.judged(rules.get(kind)))
                        .max(Comparator.comparing(Alarm::colour).thenComparingDouble(AlarmRules::told))
                        .stream())
                .toList();
    }
}
