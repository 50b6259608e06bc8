package io.perennial.training.table;

import io.perennial.features.feature.TableSchema;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.OneHot;
import io.perennial.scoring.graph.Select;
import io.perennial.training.learner.Design;
import io.perennial.training.learner.ModelDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A table's columns for trees: numbers as they are, missing ones included, one column a category, and one for each
 * category column that says whether it is missing.
 */
record TreeDesign(TableSchema schema) implements Design {

    /** No category has this code. */
    private static final double NO_CODE = -1;

    @Override
    public int width() {
        return schema.columns().stream()
                .mapToInt(column -> column.isCategory() ? column.categories().size() + 1 : 1)
                .sum();
    }

    @Override
    public int addTo(ModelDraft draft) {
        int[] numbers =
                IntStream.range(0, schema.width()).filter(schema::isOrdered).toArray();
        List<Integer> nodes = new ArrayList<>();
        if (numbers.length > 0) {
            nodes.add(draft.add(new Select(draft.features(), Ints.of(numbers))));
        }
        nodes.addAll(categories(schema, draft));
        return joined(draft, nodes, width());
    }

    /** Adds the nodes of every category: its columns, then whether each category column is missing. */
    static List<Integer> categories(TableSchema schema, ModelDraft draft) {
        int[] columns = IntStream.range(0, schema.width())
                .filter(column -> !schema.isOrdered(column))
                .toArray();
        List<Integer> nodes = new ArrayList<>();
        if (columns.length == 0) {
            return nodes;
        }
        for (int column : columns) {
            nodes.add(draft.add(new OneHot(draft.features(), column, codes(schema, column))));
        }
        int codes = draft.add(new Select(draft.features(), Ints.of(columns)));
        double[] fill =
                DoubleStream.generate(() -> NO_CODE).limit(columns.length).toArray();
        int filled = draft.add(new Impute(codes, Doubles.of(fill), Ints.range(0, columns.length)));
        nodes.add(draft.add(new Select(filled, Ints.range(columns.length, 2 * columns.length))));
        return nodes;
    }

    private static Doubles codes(TableSchema schema, int column) {
        int count = schema.columns().get(column).categories().size();
        return Doubles.of(IntStream.range(0, count).asDoubleStream().toArray());
    }

    /** The vectors of nodes laid end to end. */
    static int joined(ModelDraft draft, List<Integer> nodes, int width) {
        return draft.add(new Select(Ints.of(nodes), Ints.range(0, width)));
    }
}
