package io.perennial.training.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is learned of a column that is missing in a few of so many rows that a sample holds none of them. */
class TableSampleTest {

    private static final int MONTHS = 0;
    private static final int PLAN = 1;
    private static final long SEED = 1;

    private static final TableSchema SCHEMA = new TableSchema(
            "left",
            "yes",
            List.of(
                    new TableColumn("months", Dimension.CONTEXT, List.of()),
                    new TableColumn("plan", Dimension.CONTEXT, List.of("basic", "plus", "pro"))));

    /** Who has few months leaves, and so does everybody of whom a column is not known. */
    private static Rows rows(int size, int[] withoutMonths, int[] withoutPlan) {
        SplittableRandom random = new SplittableRandom(7);
        double[][] features = new double[size][];
        boolean[] stayed = new boolean[size];
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            features[i] = new double[] {1 + random.nextInt(60), random.nextInt(3)};
            stayed[i] = random.nextInt(60) < features[i][MONTHS];
            ids.add("c" + i);
        }
        for (int i : withoutMonths) {
            features[i][MONTHS] = Double.NaN;
            stayed[i] = false;
        }
        for (int i : withoutPlan) {
            features[i][PLAN] = Double.NaN;
            stayed[i] = false;
        }
        boolean[] eligible = new boolean[size];
        Arrays.fill(eligible, true);
        double[] unknown = new double[size];
        Arrays.fill(unknown, Double.NaN);
        return new LabelledSnapshots(
                        SCHEMA.ids(),
                        ids,
                        new int[size],
                        List.of(),
                        eligible,
                        features,
                        new double[size][],
                        stayed,
                        new int[size],
                        new long[size],
                        new long[size][],
                        unknown,
                        new long[size][0])
                .all();
    }

    /** So many rows of which a sample draws none, nor any smaller one. */
    private static int[] undrawn(int size, int most, int count) {
        Rows all = rows(size, new int[0], new int[0]);
        Set<String> drawn = Set.of(all.atMost(most, SEED).users());
        return IntStream.range(0, size)
                .filter(i -> !drawn.contains(all.user(i)))
                .limit(count)
                .toArray();
    }

    /** The scores of who is known, of who has no months and of who has no plan. */
    private static double[] scores(Family family, int setting, Rows rows) {
        return family.fit(SCHEMA, rows, List.of(setting), SEED).get(0).learned().predict(new double[][] {
            {30, 1}, {Double.NaN, 1}, {30, Double.NaN}
        });
    }

    @Test
    void what_is_missing_in_a_few_of_many_rows_is_learned_and_is_not_newly_missing() {
        int[] undrawn = undrawn(61_000, 60_000, 48);
        Rows rows = rows(61_000, Arrays.copyOf(undrawn, 24), Arrays.copyOfRange(undrawn, 24, 48));
        assertEquals(0, new NewlyMissingDesign(SCHEMA.seenIn(rows.features())).width());
        double[] terms = scores(Family.TERMS, 0, rows);
        assertTrue(terms[1] > terms[0] + 1 && terms[2] > terms[0] + 1, Arrays.toString(terms));
        double[] trees = scores(Family.XGBOOST, 2, rows);
        assertTrue(trees[1] > trees[0] + 1, Arrays.toString(trees));
    }

    @Test
    void no_more_than_twenty_rows_are_drawn_beside_the_sample_for_what_is_missing_in_a_column() {
        int[] undrawn = undrawn(1_000, 500, 60);
        Rows rows = rows(1_000, Arrays.copyOf(undrawn, 30), new int[0]);
        TableSample sample = TableSample.of(SCHEMA, rows, 500, SEED);
        assertEquals(rows.atMost(500, SEED).size() + 20, sample.rows().size());
        assertTrue(sample.schema().columns().get(MONTHS).seen().missing());
    }

    @Test
    void a_sample_that_shows_what_all_rows_show_is_drawn_by_chance_alone() {
        Rows rows = rows(1_000, IntStream.range(0, 100).toArray(), new int[0]);
        TableSample sample = TableSample.of(SCHEMA, rows, 500, SEED);
        assertArrayEquals(rows.atMost(500, SEED).users(), sample.rows().users());
        assertSame(rows, TableSample.of(SCHEMA, rows, 1_000, SEED).rows());
    }
}
