package io.perennial.training.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.TableSchema;
import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.ChurnMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which equal rows stay together, and what is judged where most rows equal others. */
class TwinsTest {

    @TempDir
    private Path folder;

    private Rows rows(String header, List<String> lines) throws IOException {
        CustomerTable table = CustomerTable.read(SampleTable.write(folder, header, lines), "id");
        Label label = Label.of(table, "left");
        ColumnChoice choice = ColumnChoice.of(table, Set.of("id", "left"));
        TableSchema schema = new TableSchema("left", "yes", choice.columns());
        return TableRows.of(table, schema, label, "id", 20_000).all();
    }

    /** The folds in which copies of a row are found, the row's own among them. */
    private static long foldsOf(String row, Rows rows, int[] folds) {
        return IntStream.range(0, folds.length)
                .filter(i -> rows.user(i).endsWith(row))
                .map(i -> folds[i])
                .distinct()
                .count();
    }

    @Test
    void copies_of_a_row_under_new_ids_never_part() throws IOException {
        List<String> rows = SampleTable.rows(200, 4);
        List<String> doubled = new ArrayList<>(rows);
        List<String> churners = rows.stream().filter(row -> row.endsWith("yes")).toList();
        churners.forEach(row -> doubled.add("copy" + row));
        Rows all = rows(SampleTable.HEADER, doubled);
        int[] folds = StratifiedFolds.of(all, 10, 1);
        for (String row : churners) {
            assertEquals(1, foldsOf(row.substring(0, row.indexOf(',')), all, folds), row);
        }
        assertEquals(
                List.of(churners.size()
                        + " rows equal another in all but the id: copies stay on one side of every split"),
                Twins.of(all).notes(all));
    }

    @Test
    void ten_equal_rows_are_copies_and_eleven_are_customers_who_look_alike() throws IOException {
        List<String> rows = new ArrayList<>(SampleTable.rows(200, 4));
        String first = rows.get(0);
        IntStream.range(1, 10).forEach(copy -> rows.add("copy" + copy + first));
        Rows ten = rows(SampleTable.HEADER, rows);
        assertEquals(1, foldsOf("c0000", ten, StratifiedFolds.of(ten, 5, 1)));
        rows.add("copy10" + first);
        Rows eleven = rows(SampleTable.HEADER, rows);
        assertTrue(foldsOf("c0000", eleven, StratifiedFolds.of(eleven, 5, 1)) > 1);
        assertEquals(11, Twins.of(eleven).alike());
    }

    @Test
    void a_table_of_plan_and_region_alone_reports_the_auc_of_its_true_probabilities() throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        List<Double> byPlan = List.of(0.6, 0.25, 0.1);
        List<String> lines = IntStream.range(0, 6_000)
                .mapToObj(i -> i + "," + "abc".charAt(i % 3) + "," + "NSEW".charAt(i / 3 % 4) + ","
                        + (random.nextDouble() < byPlan.get(i % 3) ? "yes" : "no"))
                .toList();
        Rows rows = rows("id,plan,region,left", lines);
        double[] truth = new double[rows.size()];
        Arrays.setAll(truth, i -> byPlan.get(Integer.parseInt(rows.user(i)) % 3));
        List<int[]> folds = IntStream.range(0, 5)
                .mapToObj(repeat -> StratifiedFolds.of(rows, 10, repeat))
                .toList();
        List<double[]> repeats = folds.stream().map(unseen -> truth).toList();
        CrossValidation judged = new CrossValidation(Map.of(CrossValidation.CHOSEN, repeats), folds);
        double auc = ChurnMetrics.of(truth, rows.churned(), rows.weights()).auc();
        assertEquals(0.75, auc, 0.02);
        assertEquals(
                auc,
                Judgement.of(judged, rows, LossDraws.of(judged, rows, 1), 1)
                        .get(0)
                        .auc(),
                0.02);
    }

    @Test
    void a_fold_of_one_outcome_is_passed_over_and_an_auc_that_cannot_be_told_is_too_good() {
        double[] p = {0.9, 0.1, 0.2, 0.3};
        double[] churned = {1, 0, 0, 0};
        double[] ones = {1, 1, 1, 1};
        int[] folds = {0, 0, 1, 1};
        assertEquals(1, WithinFolds.of(List.of(p), List.of(folds), churned).aucs(ones)[0]);
        double untold = WithinFolds.of(List.of(p), List.of(new int[] {0, 1, 1, 1}), churned)
                .aucs(ones)[0];
        assertTrue(Double.isNaN(untold));
        assertTrue(TableTrainer.isTooGood(untold));
    }
}
