package io.perennial.batch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.struct;

import io.perennial.features.spark.table.LedgerTable;
import java.time.LocalDate;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Everybody's features beside their visible ledger days, in ascending order of users. */
final class JoinedRows {

    /** The column of a user's ledger days. */
    static final String DAYS = "days";

    private static final String USER = "user_id";

    private JoinedRows() {}

    /**
     * The rows.
     *
     * @param current rows of {@code snapshots/current}
     * @param ledger  the ledger; days on or after the as-of are left out here, because nobody may see them
     */
    static Dataset<Row> of(SparkSession spark, String current, String ledger, LocalDate asOf) {
        Dataset<Row> days = spark.read()
                .parquet(ledger)
                .where(col("day").lt(Math.toIntExact(asOf.toEpochDay())))
                .groupBy(col("user").as("ledger_user"))
                .agg(collect_list(struct(columns())).as(DAYS));
        return spark.read()
                .parquet(current)
                .join(days, col(USER).equalTo(col("ledger_user")), "left")
                .drop("ledger_user")
                .orderBy(col(USER));
    }

    private static Column[] columns() {
        return Arrays.stream(LedgerTable.SCHEMA.fieldNames())
                .map(org.apache.spark.sql.functions::col)
                .toArray(Column[]::new);
    }
}
