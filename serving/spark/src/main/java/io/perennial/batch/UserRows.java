package io.perennial.batch;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.scoring.score.UserRow;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Reads users from rows of {@code snapshots/current}. */
final class UserRows {

    private final int user;
    private final int asOf;
    private final int eligible;
    private final int neverActive;
    private final int sequence;
    private final int[] features;

    /** A reader for rows of this schema. */
    UserRows(StructType schema) {
        user = schema.fieldIndex("user_id");
        asOf = schema.fieldIndex("as_of");
        eligible = schema.fieldIndex("eligible");
        neverActive = schema.fieldIndex("never_active");
        sequence = schema.fieldIndex("sequence");
        features = FeatureCatalogue.features().stream()
                .mapToInt(feature -> schema.fieldIndex(feature.id()))
                .toArray();
    }

    /** The user of a row. */
    UserRow user(Row row) {
        double[] vector = new double[features.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = row.isNullAt(features[i]) ? Double.NaN : row.getDouble(features[i]);
        }
        return new UserRow(
                row.getString(user),
                Math.toIntExact(row.<LocalDate>getAs(asOf).toEpochDay()),
                row.getBoolean(eligible),
                row.getBoolean(neverActive),
                vector,
                row.isNullAt(sequence) ? null : doubles(row.getList(sequence)));
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
