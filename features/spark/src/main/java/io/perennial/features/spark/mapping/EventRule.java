package io.perennial.features.spark.mapping;

import io.perennial.features.event.EventKind;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a row of a raw log becomes an event of one kind.
 *
 * @param kind   the kind of the event
 * @param where  where the rule stands, for messages
 * @param fields Spark SQL expressions over the row's columns, by the field they give
 */
public record EventRule(EventKind kind, String where, Map<Field, String> fields) implements Serializable {

    /** What an expression gives. */
    public enum Field {
        /** Whether the row makes the event; without it every row does. */
        WHEN,
        /** Money in major units. */
        AMOUNT,
        /** Seconds. */
        DURATION,
        /** An answer of 0..10 or a tone of -1000..1000. */
        SCORE,
        ITEM,
        CHANNEL,
        CAMPAIGN,
        ID;

        /** The key in a mapping file. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public EventRule {
        fields = fields.isEmpty() ? new EnumMap<>(Field.class) : new EnumMap<>(fields);
    }

    /** The expression of a field, empty where the rule has none. */
    public Optional<String> expression(Field field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** Whether events of this rule carry money. */
    public boolean hasAmount() {
        return fields.containsKey(Field.AMOUNT);
    }
}
