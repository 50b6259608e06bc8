package io.perennial.training.table;

import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableColumn.Seen;
import io.perennial.features.feature.TableSchema;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.OneHot;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.graph.Spread;
import io.perennial.training.learner.ModelDraft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The categories of a table as columns of 0 and 1: for each column one a listed category, then for each whether it is
 * missing. What training rows enough showed is learned from as it is: being missing, and categories that are not listed.
 * What fewer showed means nothing, so that the average of the column stands for it.
 */
final class CategoryDesign {

    /** What stands for a column that is newly missing in a row. */
    enum Average {
        /** The shares of its categories, for what adds up. */
        SHARES,
        /** Its commonest category, for trees: between 0 and 1 they know nothing. */
        COMMONEST
    }

    /**
     * A category column.
     *
     * @param column its place in the schema
     * @param counts rows of each listed category, then of all others
     * @param seen   what training rows showed of it
     */
    @SuppressWarnings("ArrayRecordComponent") // Made and read here alone, never compared.
    private record Category(int column, double[] counts, Seen seen) {

        static Category of(int column, TableColumn of, double[][] rows) {
            double[] counts = new double[of.categories().size() + 1];
            for (double[] row : rows) {
                if (!Double.isNaN(row[column])) {
                    counts[(int) row[column]]++;
                }
            }
            return new Category(column, counts, of.seen());
        }

        int listed() {
            return counts.length - 1;
        }

        /** What stands for a value that counts as missing: an average of the others, which alone are told apart. */
        Doubles shares(Average average) {
            double[] told = Arrays.copyOf(counts, seen.others() ? counts.length : listed());
            double all = Math.max(1, Arrays.stream(told).sum()); // The few rows of a fold may hold none of them.
            int commonest = IntStream.range(0, told.length)
                    .reduce((a, b) -> told[b] > told[a] ? b : a)
                    .orElseThrow();
            return Doubles.of(IntStream.range(0, told.length)
                    .mapToDouble(code -> average == Average.SHARES ? told[code] / all : code == commonest ? 1 : 0)
                    .toArray());
        }
    }

    private final TableSchema schema;
    private final List<Category> categories;

    /** The categories of a schema as these training rows, or a sample of them, show them. */
    CategoryDesign(TableSchema schema, double[][] rows) {
        this.schema = schema;
        this.categories = IntStream.range(0, schema.width())
                .filter(column -> !schema.isOrdered(column))
                .mapToObj(column -> Category.of(column, schema.columns().get(column), rows))
                .toList();
    }

    int width() {
        return categories.stream().mapToInt(one -> one.listed() + 1).sum();
    }

    /** Adds the columns, and gives the nodes that hold them in order. */
    List<Integer> addTo(ModelDraft draft, Average average) {
        List<Integer> nodes = new ArrayList<>();
        categories.forEach(one -> nodes.add(addCodes(one, draft, average)));
        nodes.addAll(addFlags(draft));
        return nodes;
    }

    private static int addCodes(Category one, ModelDraft draft, Average average) {
        if (one.seen.missing()) {
            return draft.add(new OneHot(draft.features(), one.column, codes(one.listed())));
        }
        Doubles shares = one.shares(average);
        int spread = draft.add(new Spread(draft.features(), one.column, codes(shares.size()), shares));
        return one.seen.others() ? draft.add(new Select(spread, Ints.range(0, one.listed()))) : spread;
    }

    private static Doubles codes(int count) {
        return Doubles.of(IntStream.range(0, count).asDoubleStream().toArray());
    }

    /** One flag a category column, 0 for one that was hardly ever missing: the number of columns decides what trees draw. */
    private List<Integer> addFlags(ModelDraft draft) {
        int[] missing = categories.stream()
                .filter(one -> one.seen.missing())
                .mapToInt(Category::column)
                .toArray();
        List<Integer> flags = CategoryFlags.addTo(draft, schema, missing);
        List<Integer> nodes = new ArrayList<>();
        int zero = -1;
        int next = 0;
        for (Category one : categories) {
            if (!one.seen.missing() && zero < 0) {
                zero = draft.add(new OneHot(draft.features(), one.column, Doubles.of(CategoryFlags.NO_CODE)));
            }
            nodes.add(one.seen.missing() ? flags.get(next++) : zero);
        }
        return nodes;
    }
}
