package io.perennial.features.spark.source;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.when;

import io.perennial.features.spark.mapping.WrongUse;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;

/**
 * The columns of a Parquet file as texts.
 *
 * @param table what Spark reads of the file: nanoseconds as whole numbers, for it has no such timestamps
 * @param nanos of each column of timestamps in nanoseconds, whether they are instants
 */
record ParquetTexts(Dataset<Row> table, Map<String, Boolean> nanos) {

    private static final String INSTANT = "yyyy-MM-dd'T'HH:mm:ss.SSSSSS";

    /** Pattern letters for an offset with a colon, Z for UTC. */
    private static final String OFFSET = "XXX";

    private static final String LOCAL = "yyyy-MM-dd HH:mm:ss.SSSSSS";

    /** Of whole numbers below it a double holds each one. */
    private static final double WHOLE_BELOW = 0x1p53;

    private static final DecimalType WHOLE = new DecimalType(16, 0);

    static ParquetTexts of(SparkSession spark, LogFile file) {
        Configuration conf = spark.sparkContext().hadoopConfiguration();
        Map<String, Boolean> nanos = new TreeMap<>();
        try (ParquetFileReader footer = ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.path()), conf))) {
            for (Type column : footer.getFileMetaData().getSchema().getFields()) {
                if (column.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time
                        && time.getUnit() == TimeUnit.NANOS) {
                    nanos.put(column.getName(), time.isAdjustedToUTC());
                }
            }
        } catch (IOException e) {
            throw new WrongUse("log file " + file.path() + " cannot be read: " + e.getMessage(), e);
        }
        return new ParquetTexts(spark.read().parquet(file.pattern()), nanos);
    }

    /** A column as text. An instant says its offset: without one it would be read as a local time of the log's zone. */
    Column text(String name) {
        String quoted = "`" + name.replace("`", "``") + "`";
        DataType type = table.schema().apply(name).dataType();
        if (nanos.containsKey(name) && type.equals(DataTypes.LongType)) {
            return nanoseconds(quoted, nanos.get(name));
        }
        return isFloating(type) ? number(col(quoted)) : text(col(quoted), type.equals(DataTypes.TimestampType));
    }

    /**
     * How the texts of a column are written: of two columns where this is the same, equal values have equal texts; of
     * numbers, whole numbers below 2^53.
     */
    String form(String name) {
        DataType type = table.schema().apply(name).dataType();
        boolean isWhole = type instanceof DecimalType decimal && decimal.scale() == 0;
        if (nanos.containsKey(name)) {
            return (nanos.get(name) ? DataTypes.TimestampType : DataTypes.TimestampNTZType).typeName();
        }
        return isWhole || (type instanceof NumericType && !(type instanceof DecimalType)) ? "number" : type.typeName();
    }

    private static boolean isFloating(DataType type) {
        return type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType);
    }

    /** Whole numbers as a column of such writes them: pandas makes doubles of them, and NaN of none, where one is missing. */
    private static Column number(Column column) {
        Column text = column.cast(DataTypes.StringType);
        Column isWhole = column.equalTo(floor(column)).and(abs(column).lt(WHOLE_BELOW));
        return when(column.isNaN(), lit(null))
                .when(isWhole, text.cast(WHOLE).cast(DataTypes.StringType))
                .otherwise(text);
    }

    private static Column text(Column column, boolean isInstant) {
        return isInstant ? date_format(column, INSTANT + OFFSET) : column.cast(DataTypes.StringType);
    }

    /** The text that the same time has in microseconds, with the digits these don't have where it has any. */
    private static Column nanoseconds(String quoted, boolean isInstant) {
        Column rest = expr("pmod(" + quoted + ", 1000)");
        Column micros = expr("timestamp_micros((" + quoted + " - pmod(" + quoted + ", 1000)) div 1000)");
        Column digits = lpad(rest.cast(DataTypes.StringType), 3, "0");
        Column exact = isInstant
                ? concat(date_format(micros, INSTANT), digits, lit("Z"))
                : concat(date_format(micros, LOCAL), digits);
        return when(rest.equalTo(0), text(isInstant ? micros : micros.cast(DataTypes.TimestampNTZType), isInstant))
                .otherwise(exact);
    }
}
