package io.perennial.training.table;

import io.perennial.features.feature.TableSchema;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Select;
import io.perennial.training.learner.Design;
import io.perennial.training.learner.ModelDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is newly missing in a row: for each column that was hardly ever missing in training 1 where it is, else 0. A category
 * of which training rows had hardly any counts as missing.
 */
final class NewlyMissingDesign implements Design {

    private final TableSchema schema;
    private final int[] numbers;
    private final int[] categories;

    /** The design of a schema that says what training rows showed of each column. */
    NewlyMissingDesign(TableSchema schema) {
        this.schema = schema;
        this.numbers = seldomMissing(schema, true);
        this.categories = seldomMissing(schema, false);
    }

    private static int[] seldomMissing(TableSchema schema, boolean isOrdered) {
        return IntStream.range(0, schema.width())
                .filter(column -> schema.isOrdered(column) == isOrdered
                        && !schema.columns().get(column).seen().missing())
                .toArray();
    }

    /** The columns of the schema in question, in the order of {@link #addTo}. */
    int[] columns() {
        return IntStream.concat(IntStream.of(numbers), IntStream.of(categories)).toArray();
    }

    @Override
    public int width() {
        return numbers.length + categories.length;
    }

    @Override
    public int addTo(ModelDraft draft) {
        List<Integer> nodes = new ArrayList<>();
        if (numbers.length > 0) {
            int selected = draft.add(new Select(draft.features(), Ints.of(numbers)));
            Ints all = Ints.range(0, numbers.length);
            int imputed = draft.add(new Impute(selected, Doubles.zeros(numbers.length), all));
            nodes.add(draft.add(new Select(imputed, Ints.range(numbers.length, 2 * numbers.length))));
        }
        nodes.addAll(CategoryFlags.addTo(draft, schema, categories));
        return TreeDesign.joined(draft, nodes, width());
    }
}
