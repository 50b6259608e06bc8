package io.perennial.batch;

import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.score.Column;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.ScoreBytes;
import io.perennial.scoring.score.ScoreColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of the scored table: every column of the scores, then what only the bundle and the summary need.
 *
 * <p>The columns, their order and their values are those of {@link ScoreColumns}; here they only become Spark's.
 */
final class ScoredRow {

    private static final int COLUMNS = ScoreColumns.columns().size();
    private static final String SCORE = "score_bytes";
    private static final String FEATURES = "features";
    private static final String DIFFERENCE = "difference";
    private static final String WITHHELD = "withheld";

    private ScoredRow() {}

    /** The schema of the scores alone. */
    static StructType scores() {
        StructType schema = new StructType();
        for (Column column : ScoreColumns.columns()) {
            schema = schema.add(column.name(), type(column.type()), true);
        }
        return schema;
    }

    /** The schema with what comes after the scores; {@code days} is the column of ledger days. */
    static StructType schema(DataType days) {
        return scores().add(SCORE, DataTypes.BinaryType, false)
                .add(FEATURES, DataTypes.createArrayType(DataTypes.DoubleType, false), false)
                .add(DIFFERENCE, DataTypes.DoubleType, true)
                .add(WITHHELD, DataTypes.StringType, false)
                .add(JoinedRows.DAYS, days, true);
    }

    /**
     * A row.
     *
     * @param given what came of explaining the user
     * @param days  the ledger days as Spark holds them
     */
    static Row of(Score score, double[] features, Reasons.Given given, Object days) {
        List<Object> values = new ArrayList<>();
        for (Column column : ScoreColumns.columns()) {
            values.add(column.of(score).orElse(null));
        }
        values.add(ScoreBytes.write(score));
        values.add(features);
        values.add(Double.isNaN(given.difference()) ? null : (Double) given.difference());
        values.add(given.withheld());
        values.add(days);
        return RowFactory.create(values.toArray());
    }

    /** The score of a row, every bit of it. */
    static Score score(Row row) {
        try {
            return ScoreBytes.read(row.getAs(COLUMNS));
        } catch (BinaryFormatException e) {
            throw new IllegalStateException("a score this job wrote cannot be read", e);
        }
    }

    /** The score of a row as bytes. */
    static byte[] bytes(Row row) {
        return row.getAs(COLUMNS);
    }

    /** The feature vector of a row. */
    static double[] features(Row row) {
        return row.<Double>getList(COLUMNS + 1).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** What came of explaining the user of a row, but for the codes, which are in the score. */
    static Reasons.Given given(Row row) {
        double difference = row.isNullAt(COLUMNS + 2) ? Double.NaN : row.getDouble(COLUMNS + 2);
        return new Reasons.Given(List.of(), difference, row.getString(COLUMNS + 3));
    }

    /** The ledger days of a row; empty where there are none. */
    static List<Row> days(Row row) {
        return row.isNullAt(COLUMNS + 4) ? List.of() : row.getList(COLUMNS + 4);
    }

    private static DataType type(Column.Type type) {
        return switch (type) {
            case TEXT -> DataTypes.StringType;
            case DAY -> DataTypes.DateType;
            case NUMBER -> DataTypes.DoubleType;
            case INTEGER -> DataTypes.IntegerType;
            case TRUTH -> DataTypes.BooleanType;
        };
    }
}
