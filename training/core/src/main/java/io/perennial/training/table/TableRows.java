package io.perennial.training.table;

import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import io.perennial.training.data.LabelledSnapshots;
import java.util.Arrays;
import java.util.List;

/** A table's rows as the trainers take rows: one a customer, all of one day. */
final class TableRows {

    private TableRows() {}

    /** The rows of a table, in its order. */
    static LabelledSnapshots of(CustomerTable table, TableSchema schema, Label label, String id, int asOf) {
        int size = table.rows().size();
        double[][] features = features(table, schema);
        int[] days = new int[size];
        Arrays.fill(days, asOf);
        boolean[] eligible = new boolean[size];
        Arrays.fill(eligible, true);
        boolean[] stayed = new boolean[size];
        for (int i = 0; i < size; i++) {
            stayed[i] = !label.values()[i];
        }
        double[] unknown = new double[size];
        Arrays.fill(unknown, Double.NaN);
        return new LabelledSnapshots(
                schema.ids(),
                table.column(id),
                days,
                List.of(),
                eligible,
                features,
                new double[size][],
                stayed,
                new int[size],
                new long[size],
                new long[size][],
                unknown,
                new long[size][0]);
    }

    private static double[][] features(CustomerTable table, TableSchema schema) {
        int[] at = schema.ids().stream()
                .mapToInt(name -> table.names().indexOf(name))
                .toArray();
        double[][] features = new double[table.rows().size()][at.length];
        for (int i = 0; i < features.length; i++) {
            for (int j = 0; j < at.length; j++) {
                features[i][j] =
                        value(schema.columns().get(j), table.rows().get(i).get(at[j]));
            }
        }
        return features;
    }

    /** A cell of a number column that holds none counts as missing; how many there are was printed. */
    private static double value(TableColumn column, String cell) {
        return column.isCategory() || TableColumn.isMissing(cell)
                ? column.value(cell)
                : TableColumn.number(cell).orElse(Double.NaN);
    }
}
