package io.perennial.training.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import io.perennial.training.learner.Design;
import io.perennial.training.learner.ModelDraft;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What stands for a category that is missing in a row, or that too few training rows had. */
class CategoryDesignTest {

    private static final double[] MISSING = {Double.NaN};

    /** Training rows of one column: so many of each listed category, then of all others. */
    private static double[][] rows(int... counts) {
        return IntStream.range(0, counts.length)
                .boxed()
                .flatMap(code -> IntStream.range(0, counts[code]).mapToObj(i -> new double[] {code}))
                .toArray(double[][]::new);
    }

    /** The columns of each row by what these training rows show: one a listed category, then whether it is missing. */
    private static double[][] columns(CategoryDesign.Average average, int[] counts, double[]... rows) {
        List<String> listed = IntStream.range(0, counts.length - 1)
                .mapToObj(code -> "plan " + code)
                .toList();
        double[][] training = rows(counts);
        TableSchema schema =
                new TableSchema("left", "yes", List.of(new TableColumn("plan", Dimension.CONTEXT, listed)));
        CategoryDesign categories = new CategoryDesign(schema.seenIn(training), training);
        Design design = new Design() {
            @Override
            public int addTo(ModelDraft draft) {
                return TreeDesign.joined(draft, categories.addTo(draft, average), width());
            }

            @Override
            public int width() {
                return categories.width();
            }
        };
        return design.of(rows);
    }

    private static double[] means(double[][] columns) {
        return IntStream.range(0, columns[0].length)
                .mapToDouble(at -> Arrays.stream(columns)
                        .mapToDouble(column -> column[at])
                        .average()
                        .orElseThrow())
                .toArray();
    }

    @Test
    void a_missing_cell_is_the_mean_of_its_column_over_the_training_rows() {
        for (int[] counts : List.of(new int[] {50, 31, 19}, new int[] {50, 30, 20}, new int[] {985, 15})) {
            double[] mean = means(columns(CategoryDesign.Average.SHARES, counts, rows(counts)));
            assertArrayEquals(
                    mean, columns(CategoryDesign.Average.SHARES, counts, MISSING)[0], 1e-12, Arrays.toString(counts));
        }
    }

    @Test
    void shares_of_the_categories_that_are_told_apart_add_up_to_one() {
        assertArrayEquals(
                new double[] {50 / 81.0, 31 / 81.0, 0},
                columns(CategoryDesign.Average.SHARES, new int[] {50, 31, 19}, MISSING)[0]);
    }

    @Test
    void of_rows_that_hold_a_category_too_rare_to_learn_from_nothing_is_told() {
        int[] complaints = {985, 15};
        double[][] columns = columns(CategoryDesign.Average.SHARES, complaints, rows(complaints));
        for (double[] row : columns) {
            assertArrayEquals(means(columns), row);
        }
    }

    @Test
    void for_trees_the_commonest_of_the_categories_that_are_told_apart_stands_for_a_missing_one() {
        assertArrayEquals(
                new double[] {0, 1, 0}, columns(CategoryDesign.Average.COMMONEST, new int[] {15, 18, 19}, MISSING)[0]);
    }

    @Test
    void of_few_rows_without_any_listed_category_nothing_is_told() {
        assertArrayEquals(
                new double[] {0, 0, 0}, columns(CategoryDesign.Average.SHARES, new int[] {0, 0, 19}, MISSING)[0]);
    }
}
