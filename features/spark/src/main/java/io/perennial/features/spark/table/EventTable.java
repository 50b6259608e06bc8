package io.perennial.features.spark.table;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import java.time.Instant;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

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

    private EventTable() {}

    /** The event of a row whose first columns are those of {@link #SCHEMA}. */
    public static Event event(Row row) {
        String kind = row.getString(3);
        return new Event(
                row.getString(0),
                Instant.ofEpochMilli(row.getLong(2)),
                EventKind.of(kind).orElseThrow(() -> new IllegalStateException("'" + kind + "' is not an event kind")),
                row.getLong(4),
                row.getInt(5),
                row.getInt(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10));
    }
}
