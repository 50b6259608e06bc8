package io.perennial.training.table;

import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.OneHot;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.graph.Spread;
import io.perennial.training.learner.ModelDraft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The categories of a table as columns of 0 and 1: for each column one a listed category, then for each whether it is
 * missing. What training rows showed is learned from as it is: being missing, and categories that are not listed.
 * What they never showed means nothing, so that the average of the column stands for it.
 */
final class CategoryDesign {

    /** No category has this code. */
    private static final double NO_CODE = -1;

    /** What stands for a column that was never missing in training and is missing in a row. */
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
     * @param gaps   whether it is missing in some training rows
     */
    @SuppressWarnings("ArrayRecordComponent") // Made and read here alone, never compared.
    private record Category(int column, double[] counts, boolean gaps) {

        static Category of(int column, TableColumn of, double[][] rows) {
            double[] counts = new double[of.categories().size() + 1];
            boolean gaps = false;
            for (double[] row : rows) {
                if (Double.isNaN(row[column])) {
                    gaps = true;
                } else {
                    counts[(int) row[column]]++;
                }
            }
            return new Category(column, counts, gaps);
        }

        int listed() {
            return counts.length - 1;
        }

        boolean others() {
            return counts[listed()] > 0;
        }

        /** The code a missing one takes: that of a category not listed where training rows had none, for both are new. */
        double filled() {
            return others() ? NO_CODE : listed();
        }

        Doubles shares(Average average) {
            double all = Arrays.stream(counts).sum();
            int commonest = IntStream.range(0, counts.length)
                    .reduce((a, b) -> counts[b] > counts[a] ? b : a)
                    .orElseThrow();
            return Doubles.of(IntStream.range(0, others() ? counts.length : listed())
                    .mapToDouble(code -> average == Average.SHARES ? counts[code] / all : code == commonest ? 1 : 0)
                    .toArray());
        }
    }

    private final List<Category> categories;

    /** The categories as training rows show them. */
    CategoryDesign(TableSchema schema, double[][] rows) {
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
        nodes.addAll(addFlags(draft, Category::gaps));
        return nodes;
    }

    private static int addCodes(Category one, ModelDraft draft, Average average) {
        if (one.gaps) {
            return draft.add(new OneHot(draft.features(), one.column, codes(one.listed())));
        }
        Doubles shares = one.shares(average);
        int spread = draft.add(new Spread(draft.features(), one.column, codes(shares.size()), shares));
        return one.others() ? draft.add(new Select(spread, Ints.range(0, one.listed()))) : spread;
    }

    private static Doubles codes(int count) {
        return Doubles.of(IntStream.range(0, count).asDoubleStream().toArray());
    }

    /**
     * Adds a column for each category column: 1 where it is missing, and where it holds a category of which training rows
     * had none; for those that are not asked about always 0.
     */
    private List<Integer> addFlags(ModelDraft draft, Predicate<Category> asked) {
        if (categories.isEmpty()) {
            return List.of();
        }
        int[] columns = categories.stream().mapToInt(Category::column).toArray();
        double[] fill = categories.stream().mapToDouble(Category::filled).toArray();
        int codes = draft.add(new Select(draft.features(), Ints.of(columns)));
        int filled = draft.add(new Impute(codes, Doubles.of(fill), Ints.of()));
        return IntStream.range(0, columns.length)
                .mapToObj(at -> draft.add(
                        new OneHot(filled, at, Doubles.of(asked.test(categories.get(at)) ? fill[at] : 2 * NO_CODE))))
                .toList();
    }

    /** The category columns that were never missing in training. */
    List<Integer> whole() {
        return categories.stream()
                .filter(one -> !one.gaps)
                .map(Category::column)
                .toList();
    }

    /** Adds for each of {@link #whole} a node that is 1 where a row lacks it. */
    List<Integer> addLacking(ModelDraft draft) {
        List<Integer> flags = addFlags(draft, one -> !one.gaps);
        return IntStream.range(0, categories.size())
                .filter(at -> !categories.get(at).gaps)
                .mapToObj(flags::get)
                .toList();
    }
}
