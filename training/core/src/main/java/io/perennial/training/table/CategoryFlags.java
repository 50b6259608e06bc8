package io.perennial.training.table;

import io.perennial.features.feature.TableSchema;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.OneHot;
import io.perennial.scoring.graph.Select;
import io.perennial.training.learner.ModelDraft;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Nodes that are 1 where a category column of a table is missing, else 0. */
final class CategoryFlags {

    /** No category has this code. */
    static final double NO_CODE = -1;

    private CategoryFlags() {}

    /** Adds one for each of these columns; a category that training rows hardly ever had counts as missing. */
    static List<Integer> addTo(ModelDraft draft, TableSchema schema, int[] columns) {
        if (columns.length == 0) {
            return List.of();
        }
        double[] fill = Arrays.stream(columns)
                .mapToDouble(column -> filled(schema, column))
                .toArray();
        int codes = draft.add(new Select(draft.features(), Ints.of(columns)));
        int filled = draft.add(new Impute(codes, Doubles.of(fill), Ints.of()));
        return IntStream.range(0, columns.length)
                .mapToObj(at -> draft.add(new OneHot(filled, at, Doubles.of(fill[at]))))
                .toList();
    }

    /** The code a missing one takes: that of a category not listed where training hardly had one, for both are new. */
    private static double filled(TableSchema schema, int column) {
        return schema.columns().get(column).seen().others()
                ? NO_CODE
                : schema.columns().get(column).categories().size();
    }
}
