package io.perennial.features.spark.step;

import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** A table that tasks have written, before it is put into its place. */
public final class WrittenTable {

    private WrittenTable() {}

    /**
     * Counts the rows that are there: tasks on other machines may have written to disks of their own, of which this
     * process sees nothing.
     *
     * @param rows how many were written
     * @throws StepFailed where there are fewer or more
     */
    public static void check(SparkSession spark, String folder, StructType schema, long rows) {
        long found = spark.read().schema(schema).parquet(folder).count();
        if (found != rows) {
            throw new StepFailed(String.format(
                    Locale.ROOT,
                    "folder %s holds %,d of the %,d rows that were written to it; every machine that Spark runs on must"
                            + " see one and the same folder by this name: docs/CLUSTER.md",
                    folder,
                    found,
                    rows));
        }
    }
}
