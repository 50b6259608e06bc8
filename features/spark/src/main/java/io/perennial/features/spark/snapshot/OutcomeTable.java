package io.perennial.features.spark.snapshot;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of what happened after a past day, one row a user with any event before it: the labels of {@link
 * SnapshotTable} over the served window, and the same of two earlier windows for rules of thumb.
 */
final class OutcomeTable {

    /** The window of the same length that ends the day before the as-of. */
    static final String LAST_PERIOD = "last_period_";

    /** The outcome window one year earlier; null where the log begins later or the window reaches the as-of. */
    static final String LAST_YEAR = "last_year_";

    static final StructType SCHEMA = schema();

    private OutcomeTable() {}

    private static StructType schema() {
        StructType schema = new StructType()
                .add("user_id", DataTypes.StringType, false)
                .add("as_of", DataTypes.DateType, false)
                .add("label_active", DataTypes.BooleanType, false)
                .add("label_occasions", DataTypes.IntegerType, false)
                .add("label_value_minor", DataTypes.LongType, false)
                .add("label_floored_minor", DataTypes.LongType, false)
                .add("label_blocks_minor", DataTypes.createArrayType(DataTypes.LongType, false))
                .add("label_first_active_day", DataTypes.IntegerType);
        for (String past : new String[] {LAST_PERIOD, LAST_YEAR}) {
            schema = schema.add(past + "active", DataTypes.BooleanType)
                    .add(past + "occasions", DataTypes.IntegerType)
                    .add(past + "value_minor", DataTypes.LongType);
        }
        return schema.add("label_horizons_minor", DataTypes.createArrayType(DataTypes.LongType, false));
    }
}
