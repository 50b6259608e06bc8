package io.perennial.features.spark.table;

import io.perennial.features.ledger.LedgerDay;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The ledger as a table: one row a user and business day, kept by month. */
public final class LedgerTable {

    /** The column its files are kept by. */
    public static final String MONTH = "month";

    /** The columns without the month. */
    public static final StructType SCHEMA = new StructType()
            .add("user", DataTypes.StringType, false)
            .add("day", DataTypes.IntegerType, false)
            .add("counts", DataTypes.createArrayType(DataTypes.IntegerType, false), false)
            .add("spend_minor", DataTypes.LongType, false)
            .add("refund_minor", DataTypes.LongType, false)
            .add("visit_seconds", DataTypes.LongType, false)
            .add("nps_sum", DataTypes.LongType, false)
            .add("sentiment_sum", DataTypes.LongType, false)
            .add("items", DataTypes.createArrayType(DataTypes.IntegerType, false), false)
            .add("channels", DataTypes.createArrayType(DataTypes.IntegerType, false), false);

    private LedgerTable() {}

    /** The day of a row that has the columns of {@link #SCHEMA} in that order. */
    public static LedgerDay day(Row row) {
        return new LedgerDay(
                row.getInt(1),
                ints(row.getList(2)),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                ints(row.getList(8)),
                ints(row.getList(9)));
    }

    /** The month of an epoch day, as {@code 2011-06}. */
    public static String month(int day) {
        return LocalDate.ofEpochDay(day).toString().substring(0, 7);
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
