package io.perennial.features.spark.mapping;

import io.perennial.command.toml.Nearest;
import io.perennial.command.toml.TomlTable;
import io.perennial.command.toml.WrongFile;
import io.perennial.features.event.EventKind;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.spark.mapping.Mapping.Duplicates;
import io.perennial.features.time.DayRange;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads mapping files; every mistake is a {@link WrongUse} that names the key. */
final class MappingReader {

    private static final DayRange LOOKBACKS = new DayRange(1, 3_650);

    private MappingReader() {}

    /** The mapping of a text. */
    static Mapping read(String name, String text) {
        try {
            return mapping(name, text);
        } catch (WrongFile e) {
            throw new WrongUse(e.getMessage(), e);
        }
    }

    private static Mapping mapping(String name, String text) {
        TomlTable root = TomlTable.parse(name, text);
        TomlTable log = root.table("log");
        List<EventRule> events = events(root);
        Optional<TomlTable> churn = root.optionalTable("churn");
        Duplicates duplicates = duplicates(log);
        Mapping mapping = new Mapping(
                name,
                text,
                LayoutReader.read(log),
                log.text("user"),
                time(log.table("time")),
                money(log, events),
                duplicates,
                id(log, duplicates),
                log.optionalDate("complete_through"),
                events,
                churn.map(MappingReader::active).orElse(Set.of()),
                churn.flatMap(MappingReader::lookback),
                root.optionalTable("value").map(MappingReader::value));
        churn.ifPresent(TomlTable::refuseUnknown);
        log.refuseUnknown();
        root.refuseUnknown();
        return mapping;
    }

    private static TimeRule time(TomlTable table) {
        String column = table.text("column");
        Optional<String> pattern = table.optionalText("pattern");
        Optional<ZoneId> zone = table.optionalText("zone").map(name -> zone(name, table.where()));
        if (table.has("unit") && pattern.isPresent()) {
            throw new WrongUse(table.where() + "has both 'pattern' and 'unit'; keep the one that fits the column");
        }
        TimeRule.Form form = pattern.isPresent() ? TimeRule.Form.PATTERN : TimeRule.Form.ISO;
        if (table.has("unit")) {
            form = unit(table);
        }
        pattern.ifPresent(text -> checkPattern(table, text));
        table.refuseUnknown();
        return new TimeRule(column, form, pattern.orElse(""), zone);
    }

    private static TimeRule.Form unit(TomlTable table) {
        return switch (table.text("unit")) {
            case "s" -> TimeRule.Form.SECONDS;
            case "ms" -> TimeRule.Form.MILLISECONDS;
            default -> throw new WrongUse(table.where() + "unit is '" + table.text("unit") + "', not s or ms");
        };
    }

    private static ZoneId zone(String zone, String where) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new WrongUse(
                    where + "zone is '" + zone + "'; "
                            + Nearest.hint(zone, new java.util.TreeSet<>(ZoneId.getAvailableZoneIds())),
                    e);
        }
    }

    private static void checkPattern(TomlTable table, String pattern) {
        try {
            Objects.requireNonNull(TimeRule.formatter(pattern));
        } catch (IllegalArgumentException e) {
            throw new WrongUse(table.where() + "pattern '" + pattern + "' cannot be used: " + e.getMessage(), e);
        }
    }

    private static Optional<MoneyRule> money(TomlTable log, List<EventRule> events) {
        boolean hasMoney = events.stream().anyMatch(EventRule::hasAmount);
        if (!log.has("currency")) {
            if (hasMoney) {
                throw log.missing(
                        "currency",
                        " though events carry amounts;" + " add currency = \"GBP\" or currency = { column = \"...\" }");
            }
            return Optional.empty();
        }
        if (log.isTable("currency")) {
            TomlTable table = log.table("currency");
            MoneyRule rule = new MoneyRule("", table.text("column"));
            table.refuseUnknown();
            return Optional.of(rule);
        }
        return Optional.of(new MoneyRule(currency(log), ""));
    }

    private static String currency(TomlTable log) {
        String code = log.text("currency");
        try {
            return Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw new WrongUse(log.where() + "currency '" + code + "' is not an ISO 4217 code such as CNY or GBP", e);
        }
    }

    private static Duplicates duplicates(TomlTable log) {
        return switch (log.optionalText("duplicates").orElse("across-files")) {
            case "across-files" -> Duplicates.ACROSS_FILES;
            case "exact" -> Duplicates.EXACT;
            case "id" -> Duplicates.ID;
            default ->
                throw new WrongUse(
                        log.where() + "duplicates is '" + log.text("duplicates") + "', not across-files, exact or id");
        };
    }

    private static List<String> id(TomlTable log, Duplicates duplicates) {
        List<String> id = log.texts("id");
        if (id.isEmpty() == (duplicates == Duplicates.ID)) {
            throw new WrongUse(log.where() + "duplicates = \"id\" and id = [\"column\"] belong together");
        }
        return id;
    }

    private static List<EventRule> events(TomlTable root) {
        List<EventRule> rules = new ArrayList<>();
        for (TomlTable table : root.tables("event")) {
            EventKind kind = kind(table.text("kind"), table.where() + "kind");
            Map<EventRule.Field, String> fields = new EnumMap<>(EventRule.Field.class);
            for (EventRule.Field field : EventRule.Field.values()) {
                table.optionalText(field.key()).ifPresent(sql -> fields.put(field, sql));
            }
            table.refuseUnknown();
            checkFields(kind, table.where(), fields.keySet());
            rules.add(new EventRule(kind, table.where(), fields));
        }
        return rules;
    }

    private static void checkFields(EventKind kind, String where, Set<EventRule.Field> fields) {
        boolean hasAmount = kind.hasAmount();
        boolean hasScore = kind.hasScore();
        check(hasAmount == fields.contains(EventRule.Field.AMOUNT), where, kind, "amount", hasAmount);
        check(hasScore == fields.contains(EventRule.Field.SCORE), where, kind, "score", hasScore);
        check(kind == EventKind.VISIT || !fields.contains(EventRule.Field.DURATION), where, kind, "duration", false);
    }

    private static void check(boolean right, String where, EventKind kind, String key, boolean needed) {
        if (!right) {
            throw new WrongUse(where + key + " " + (needed ? "is missing: " : "does not belong here: ") + "a "
                    + kind.id() + (needed ? " carries one" : " carries none"));
        }
    }

    private static Set<EventKind> active(TomlTable churn) {
        if (churn.has("rule")) {
            throw new WrongUse(
                    churn.where() + "rule: churn is always the absence of active events; churn by an explicit"
                            + " cancel is not offered. Leave the key out: cancels are read as features all the same");
        }
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        churn.texts("active").forEach(id -> kinds.add(kind(id, churn.where() + "active")));
        return kinds;
    }

    private static Optional<Integer> lookback(TomlTable churn) {
        Optional<String> text = churn.optionalText("lookback");
        Optional<Integer> days = text.map(length -> Days.parse(length, churn.where() + "lookback"));
        if (days.isPresent() && !LOOKBACKS.contains(days.get())) {
            throw new WrongUse(churn.where() + "lookback '" + text.get() + "' is not " + LOOKBACKS);
        }
        return days;
    }

    private static ValueRule value(TomlTable table) {
        double margin = table.optionalNumber("margin").orElse(1);
        double discount = table.optionalNumber("discount_annual").orElse(0);
        ValueRule.Refunds refunds = table.has("refunds")
                ? choice(table, "refunds", ValueRule.Refunds.values())
                : ValueRule.Refunds.SUBTRACT;
        table.refuseUnknown();
        try {
            return new ValueRule(margin, discount, refunds);
        } catch (IllegalArgumentException e) {
            throw new WrongUse(table.where() + e.getMessage(), e);
        }
    }

    private static EventKind kind(String id, String where) {
        return EventKind.of(id)
                .orElseThrow(() -> new WrongUse(where + " '" + id + "' is not an event kind; "
                        + Nearest.hint(
                                id,
                                Arrays.stream(EventKind.values())
                                        .map(EventKind::id)
                                        .toList())));
    }

    /** The value of a key that names one of an enum's constants in lower case. */
    static <E extends Enum<E>> E choice(TomlTable table, String key, E[] values) {
        String text = table.text(key);
        List<String> names = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toList());
        int at = names.indexOf(text);
        if (at < 0) {
            throw new WrongUse(table.where() + key + " is '" + text + "'; " + Nearest.hint(text, names));
        }
        return values[at];
    }
}
