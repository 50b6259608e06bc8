package io.perennial.features.spark.snapshot;

import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.outcome.Outcome;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of snapshots: who, as of when, the features in the order of every vector, the sequence, the labels.
 *
 * <p>Snapshots to learn from and the current one have the same columns; role and labels are null in the current one.
 */
final class SnapshotTable {

    /** Which folder a row goes to. */
    static final String PART = "part";

    /** Rows to learn from. */
    static final String TRAIN = "train";

    /** Rows to score. */
    static final String CURRENT = "current";

    /** The first of the features' columns. */
    static final int FIRST_FEATURE = 5;

    /** How many columns follow the features: sequence, labels, part. */
    static final int AFTER_FEATURES = 9;

    static final StructType SCHEMA = schema();

    private SnapshotTable() {}

    /** The cell of a first active day; null for nobody's. */
    static Integer firstActiveDay(Outcome outcome) {
        return outcome.active() ? (Integer) outcome.firstActiveDay().getAsInt() : null;
    }

    private static StructType schema() {
        StructType schema = new StructType()
                .add("user_id", DataTypes.StringType, false)
                .add("as_of", DataTypes.DateType, false)
                .add("role", DataTypes.StringType)
                .add("eligible", DataTypes.BooleanType, false)
                .add("never_active", DataTypes.BooleanType, false);
        for (Feature feature : FeatureCatalogue.features()) {
            schema = schema.add(feature.id(), DataTypes.DoubleType);
        }
        return schema.add("sequence", DataTypes.createArrayType(DataTypes.DoubleType, false))
                .add("label_active", DataTypes.BooleanType)
                .add("label_occasions", DataTypes.IntegerType)
                .add("label_value_minor", DataTypes.LongType)
                .add("label_floored_minor", DataTypes.LongType)
                .add("label_blocks_minor", DataTypes.createArrayType(DataTypes.LongType, false))
                .add("label_first_active_day", DataTypes.IntegerType)
                .add("label_horizons_minor", DataTypes.createArrayType(DataTypes.LongType, false))
                .add(PART, DataTypes.StringType, false);
    }
}
