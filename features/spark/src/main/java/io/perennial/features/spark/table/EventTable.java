package io.perennial.features.spark.table;

import io.perennial.features.event.EventKind;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The events of a log as a table, kept by month; texts an event does not have are empty. */
public final class EventTable {

    /** The columns without the month. */
    public static final StructType SCHEMA = new StructType()
            .add("user", DataTypes.StringType, false)
            .add("day", DataTypes.IntegerType, false)
            .add("at_ms", DataTypes.LongType, false)
            .add("kind", DataTypes.StringType, false)
            .add("amount_minor", DataTypes.LongType, false)
            .add("seconds", DataTypes.IntegerType, false)
            .add("score", DataTypes.IntegerType, false)
            .add("item", DataTypes.StringType, false)
            .add("channel", DataTypes.StringType, false)
            .add("campaign", DataTypes.StringType, false)
            .add("id", DataTypes.StringType, false);

    private static final Map<UTF8String, EventKind> KINDS =
            Arrays.stream(EventKind.values()).collect(Collectors.toUnmodifiableMap(EventTable::id, kind -> kind));

    private EventTable() {}

    /** The kind of this id. */
    public static EventKind kind(UTF8String id) {
        EventKind kind = KINDS.get(id);
        if (kind == null) {
            throw new IllegalStateException("'" + id + "' is not an event kind");
        }
        return kind;
    }

    /** The id of a kind, as events have it. */
    public static UTF8String id(EventKind kind) {
        return UTF8String.fromString(kind.id());
    }
}
