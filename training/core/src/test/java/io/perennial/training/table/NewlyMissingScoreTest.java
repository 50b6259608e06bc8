package io.perennial.training.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.perennial.features.feature.TableSchema;
import io.perennial.training.data.Rows;
import io.perennial.training.learner.Learned;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a row is worth in which something is newly missing: in training plan, months and region hardly ever are, but
 * spend is.
 */
class NewlyMissingScoreTest {

    private static final int PLAN = 0;
    private static final int MONTHS = 1;
    private static final int SPEND = 2;

    @TempDir
    private Path folder;

    private TableSchema schema;
    private Rows rows;
    private TableRecipe.Fit fit;
    private Learned score;

    @BeforeEach
    void learn() throws IOException {
        learn(SampleTable.rows(600, 7));
    }

    private void learn(List<String> lines) throws IOException {
        CustomerTable table = CustomerTable.read(SampleTable.write(folder, SampleTable.HEADER, lines), "id");
        Label label = Label.of(table, "left");
        TableSchema named = new TableSchema(
                "left",
                label.churned(),
                ColumnChoice.of(table, Set.of("id", "left")).columns());
        rows = TableRows.of(table, named, label, "id", 20_000).all();
        schema = named.seenIn(rows.features());
        fit = new TableRecipe(schema, 1).learn(rows);
        score = NewlyMissingScore.of(fit.score().learned(), fit.calibrator(), schema, rows, 1);
    }

    private double[] probabilities(double[][] features) {
        return Arrays.stream(score.predict(features)).map(fit.calibrator()::of).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private double[][] changed(UnaryOperator<double[]> change) {
        return Arrays.stream(rows.features()).map(double[]::clone).map(change).toArray(double[][]::new);
    }

    private double[][] with(int column, double value) {
        return changed(row -> {
            row[column] = value;
            return row;
        });
    }

    @Test
    void rows_of_training_keep_their_score_to_the_bit() {
        assertArrayEquals(fit.score().learned().predict(rows), score.predict(rows));
    }

    /** Rows of which only what is often missing is known. */
    private double[][] withSpendAlone() {
        return changed(row -> {
            double spend = row[SPEND];
            Arrays.fill(row, Double.NaN);
            row[SPEND] = spend;
            return row;
        });
    }

    @Test
    void of_whom_all_is_newly_missing_but_what_was_missing_before_the_rate_of_all_is_said_in_the_mean() {
        assertEquals(mean(rows.churned()), mean(probabilities(withSpendAlone())), 0.02);
    }

    @Test
    void what_is_learned_of_a_gap_does_not_move_rows_in_which_other_columns_are_hidden() throws IOException {
        learn(SampleTable.rows(600, 7).stream()
                .map(line -> line.contains(",,") ? line.replace(",no", ",yes") : line)
                .toList());
        double known = mean(probabilities(rows.features()));
        assertEquals(known, mean(probabilities(withSpendAlone())), 0.02);
        for (int column : List.of(PLAN, MONTHS)) {
            assertEquals(known, mean(probabilities(with(column, Double.NaN))), 0.03, "without " + column);
        }
    }

    @Test
    void a_column_that_is_left_out_leaves_the_mean_score_where_it_was() {
        double known = mean(probabilities(rows.features()));
        for (int column : List.of(PLAN, MONTHS)) {
            assertEquals(known, mean(probabilities(with(column, Double.NaN))), 0.03, "without " + column);
        }
    }

    @Test
    void a_category_that_training_hardly_had_counts_as_missing() {
        double code = schema.columns().get(PLAN).value("basik");
        assertArrayEquals(score.predict(with(PLAN, Double.NaN)), score.predict(with(PLAN, code)));
    }

    @Test
    void what_was_missing_in_training_keeps_what_was_learned_of_it() {
        double[][] without = with(SPEND, Double.NaN);
        assertArrayEquals(fit.score().learned().predict(without), score.predict(without));
        assertNotEquals(
                mean(fit.score().learned().predict(rows.features())),
                mean(fit.score().learned().predict(without)));
    }

    @Test
    void where_plain_regression_is_better_on_rows_it_did_not_see_it_is_used() {
        assertEquals(
                "plain", new TableRecipe(schema, 1).learn(rows.atMost(250, 1)).id());
    }
}
