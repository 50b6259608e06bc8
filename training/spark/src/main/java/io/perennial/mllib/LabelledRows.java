package io.perennial.mllib;

import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.step.StepFolder;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Eligible users on past days with what followed, as snapshots hold them: all rows of a user in one partition, ordered
 * by user and day, so that neither files nor the order of events matter.
 */
final class LabelledRows {

    /** The columns, in this order. */
    static final StructType SCHEMA = new StructType()
            .add("user", DataTypes.StringType, false)
            .add("as_of", DataTypes.IntegerType, false)
            .add("role", DataTypes.StringType, false)
            .add("churned", DataTypes.DoubleType, false)
            .add("days", DataTypes.DoubleType, false)
            .add("features", SQLDataTypes.VectorType(), false);

    private static final int USER = 0;
    private static final int AS_OF = 1;
    private static final int ROLE = 2;
    private static final int CHURNED = 3;
    private static final int DAYS = 4;
    private static final int FEATURES = 5;

    private static final String FIRST_ACTIVE = "label_first_active_day";

    private LabelledRows() {}

    /**
     * Reads the rows.
     *
     * @param snapshots   folder written by {@code perennial features}
     * @param horizonDays length of the window that labels were read in
     * @param partitions  into how many the users are cut
     */
    static Dataset<Row> read(
            SparkSession spark, StepFolder snapshots, FeatureSchema schema, int horizonDays, int partitions) {
        Dataset<Row> all = spark.read().parquet(snapshots.inPlace("train"));
        List<String> columns = Arrays.asList(all.columns());
        if (!columns.contains(FIRST_ACTIVE)) {
            throw new WrongUse("snapshots " + snapshots.place() + " have no column '" + FIRST_ACTIVE
                    + "'; rebuild them with `perennial features`");
        }
        return all.where(functions.col("eligible"))
                .select(
                        functions.col("user_id").as("user"),
                        functions.unix_date(functions.col("as_of")).as("as_of"),
                        functions.col("role"),
                        functions
                                .not(functions.col("label_active"))
                                .cast(DataTypes.DoubleType)
                                .as("churned"),
                        days(horizonDays).as("days"),
                        features(schema).as("features"))
                .repartition(partitions, functions.col("user"))
                .sortWithinPartitions("user", "as_of");
    }

    /** Days until the first active event, the day itself counted; the whole window where there was none. */
    private static Column days(int horizonDays) {
        return functions.coalesce(
                functions.col(FIRST_ACTIVE).plus(1).cast(DataTypes.DoubleType), functions.lit((double) horizonDays));
    }

    private static Column features(FeatureSchema schema) {
        Column[] columns = schema.features().stream()
                .map(Feature::id)
                .map(id -> functions.coalesce(functions.col(id), functions.lit(Double.NaN)))
                .toArray(Column[]::new);
        return org.apache.spark.ml.functions.array_to_vector(functions.array(columns));
    }

    static String user(Row row) {
        return row.getString(USER);
    }

    /** The as-of, epoch day. */
    static int asOf(Row row) {
        return row.getInt(AS_OF);
    }

    /** The part the as-of plays, a name of {@code LearningPlan.Role}. */
    static String role(Row row) {
        return row.getString(ROLE);
    }

    /** 1 where the user churned, else 0. */
    static double churned(Row row) {
        return row.getDouble(CHURNED);
    }

    /** Days until the first active event of the window, at least 1; its length where there was none. */
    static double days(Row row) {
        return row.getDouble(DAYS);
    }

    /** The feature vector, NaN for missing. */
    static double[] features(Row row) {
        return row.<Vector>getAs(FEATURES).toArray();
    }
}
