package io.perennial.training.table;

import io.perennial.features.feature.TableSchema;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Select;
import io.perennial.training.learner.Design;
import io.perennial.training.learner.ModelDraft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a row lacks that no training row lacked: for each column that was never missing 1 where it is, else 0. A category
 * of which training rows had none counts as missing.
 */
final class LackDesign implements Design {

    private final Ints numbers;
    private final CategoryDesign categories;

    /** The design of a schema for these training rows. */
    LackDesign(TableSchema schema, double[][] rows) {
        this.numbers = Ints.of(IntStream.range(0, schema.width())
                .filter(schema::isOrdered)
                .filter(column -> Arrays.stream(rows).noneMatch(row -> Double.isNaN(row[column])))
                .toArray());
        this.categories = new CategoryDesign(schema, rows);
    }

    /** The columns of the schema in question, in the order of {@link #addTo}. */
    int[] columns() {
        return IntStream.concat(
                        Arrays.stream(numbers.toArray()),
                        categories.whole().stream().mapToInt(Integer::intValue))
                .toArray();
    }

    @Override
    public int width() {
        return columns().length;
    }

    @Override
    public int addTo(ModelDraft draft) {
        List<Integer> nodes = new ArrayList<>();
        if (numbers.size() > 0) {
            int selected = draft.add(new Select(draft.features(), numbers));
            Ints all = Ints.range(0, numbers.size());
            int imputed = draft.add(new Impute(selected, Doubles.zeros(numbers.size()), all));
            nodes.add(draft.add(new Select(imputed, Ints.range(numbers.size(), 2 * numbers.size()))));
        }
        nodes.addAll(categories.addLacking(draft));
        return TreeDesign.joined(draft, nodes, width());
    }
}
