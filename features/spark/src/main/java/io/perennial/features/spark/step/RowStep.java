package io.perennial.features.spark.step;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * What a task does with its rows, in the form Spark computes with.
 *
 * <p>Spark's typed steps make an object of every cell before and undo it after; for ingest that cost more than all it
 * does. A row, and every text in it, holds until the next row is asked for: who keeps one copies it.
 */
@FunctionalInterface
public interface RowStep extends Serializable {

    /** The rows of one partition made of those of another. */
    Iterator<InternalRow> call(Iterator<InternalRow> rows);

    /** The table this step makes of another, partition by partition. */
    default Dataset<Row> over(Dataset<Row> rows, StructType schema) {
        var computed = (org.apache.spark.sql.classic.Dataset<Row>) rows;
        return table(
                rows.sparkSession(),
                computed.queryExecution().toRdd().toJavaRDD().mapPartitions(this::call),
                schema);
    }

    /** Rows with the columns of a schema as a table. */
    static Dataset<Row> table(SparkSession spark, JavaRDD<InternalRow> rows, StructType schema) {
        return ((org.apache.spark.sql.classic.SparkSession) spark).internalCreateDataFrame(rows.rdd(), schema, false);
    }
}
