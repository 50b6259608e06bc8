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
 * A table's columns for trees: numbers as they are, one column a category, and one for each category column that says
 * whether it is missing. Trees have learned no side to send to what is newly missing: a number is then filled by
 * its median, a category by the commonest.
 */
final class TreeDesign implements Design {

    private final int[] numbers;
    private final Ints filled;
    private final Doubles fill;
    private final CategoryDesign categories;

    /** The design of a schema for these training rows, or a sample of them. */
    TreeDesign(TableSchema schema, double[][] rows) {
        this.numbers =
                IntStream.range(0, schema.width()).filter(schema::isOrdered).toArray();
        int[] seldomMissing = IntStream.of(numbers)
                .filter(column -> !schema.columns().get(column).seen().missing())
                .toArray();
        this.filled = Ints.of(seldomMissing);
        this.fill = Doubles.of(IntStream.of(seldomMissing)
                .mapToDouble(column -> median(rows, column))
                .toArray());
        this.categories = new CategoryDesign(schema, rows);
    }

    private static double median(double[][] rows, int column) {
        double[] sorted =
                Arrays.stream(rows).mapToDouble(row -> row[column]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    @Override
    public int width() {
        return numbers.length + categories.width();
    }

    @Override
    public int addTo(ModelDraft draft) {
        List<Integer> nodes = new ArrayList<>();
        if (numbers.length > 0) {
            nodes.add(addNumbers(draft));
        }
        nodes.addAll(categories.addTo(draft, CategoryDesign.Average.COMMONEST));
        return joined(draft, nodes, width());
    }

    /** Numbers in the order of the schema, whether filled or not: the order decides what is drawn when trees are grown. */
    private int addNumbers(ModelDraft draft) {
        if (filled.size() == 0) {
            return draft.add(new Select(draft.features(), Ints.of(numbers)));
        }
        int imputed = draft.add(new Impute(draft.add(new Select(draft.features(), filled)), fill, Ints.of()));
        int[] places = IntStream.of(numbers).map(column -> place(column)).toArray();
        return draft.add(new Select(Ints.of(imputed, draft.features()), Ints.of(places)));
    }

    /** Where a number lies when the features follow those that are filled. */
    private int place(int column) {
        return IntStream.range(0, filled.size())
                .filter(at -> filled.get(at) == column)
                .findFirst()
                .orElse(filled.size() + column);
    }

    /** The vectors of nodes laid end to end. */
    static int joined(ModelDraft draft, List<Integer> nodes, int width) {
        return draft.add(new Select(Ints.of(nodes), Ints.range(0, width)));
    }
}
