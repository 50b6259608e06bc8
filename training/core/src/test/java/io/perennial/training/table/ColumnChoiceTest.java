package io.perennial.training.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a column is taken for, and what is said of it. */
class ColumnChoiceTest {

    @TempDir
    private Path folder;

    private ColumnChoice choice(int rows, IntFunction<String> cell) throws IOException {
        List<String> lines = IntStream.range(0, rows)
                .mapToObj(i -> "c" + i + "," + cell.apply(i) + ",no")
                .toList();
        CustomerTable table = CustomerTable.read(SampleTable.write(folder, "id,column,left", lines), "id");
        return ColumnChoice.of(table, Set.of("id", "left"));
    }

    @Test
    void of_many_values_that_enough_rows_share_the_commonest_are_told_apart() throws IOException {
        ColumnChoice choice = choice(4_000, i -> "region " + i % 100);
        assertEquals(32, choice.columns().get(0).categories().size());
        assertEquals(
                List.of("'column' has 100 different values, of which the 32 commonest are told apart:"
                        + " 2720 rows count as other"),
                choice.notes());
    }

    @Test
    void values_that_too_few_rows_share_count_as_other() throws IOException {
        ColumnChoice choice = choice(400, i -> i < 300 ? "plan " + i % 3 : i < 380 ? "plan 0" : "rare " + i);
        assertEquals(
                List.of("plan 0", "plan 1", "plan 2"), choice.columns().get(0).categories());
        assertEquals(List.of("'column' has 20 values that too few rows share: 20 rows count as other"), choice.notes());
    }

    @Test
    void free_text_is_left_out() throws IOException {
        ColumnChoice choice = choice(400, i -> i < 150 ? "none" : "text " + i);
        assertEquals(List.of(), choice.columns());
        assertEquals(
                List.of("'column' has 251 different values, which most rows share with fewer than 20 others: left out"),
                choice.notes());
    }

    @Test
    void a_number_that_is_written_otherwise_is_left_out_with_how_to_write_it() throws IOException {
        Map<IntFunction<String>, String> told = Map.of(
                i -> "\"" + i + ",5\"", "looks like numbers with a decimal comma; write 12.50 for 12,50",
                i -> "€" + i + ".50", "looks like amounts with a currency",
                i -> i + " kr", "others: left out",
                i -> i + "%", "looks like shares with a percent sign",
                i -> String.format(Locale.ROOT, "2026-%02d-%02d", 1 + i % 12, 1 + i % 28),
                        "looks like dates; give the days");
        for (Map.Entry<IntFunction<String>, String> one : told.entrySet()) {
            ColumnChoice choice = choice(400, one.getKey());
            assertEquals(List.of(), choice.columns());
            assertTrue(
                    choice.notes().get(0).contains(one.getValue()),
                    choice.notes().toString());
        }
    }

    @Test
    void a_number_too_large_for_any_learner_counts_as_missing() throws IOException {
        ColumnChoice choice = choice(400, i -> i == 7 ? "1e39" : i == 8 ? "1.797e308" : Integer.toString(i % 50));
        assertEquals(List.of(), choice.columns().get(0).categories());
        assertEquals(
                List.of("'column' is missing in 0 rows and no number in 2, counted as missing;"
                        + " too few to learn from, the average stands for it"),
                choice.notes());
    }

    @Test
    void nineteen_of_twenty_known_cells_say_what_a_column_holds() throws IOException {
        assertEquals(
                List.of("'column' is missing in 0 rows and no number in 20, counted as missing"),
                choice(400, i -> i < 20 ? "none" : "" + i).notes());
        assertEquals(List.of(), choice(400, i -> i < 21 ? "none" : "" + i).columns());
        String euros = "it looks like amounts with a currency";
        assertTrue(noteOf(choice(400, i -> i < 20 ? "none" : "€" + i)).contains(euros));
        assertTrue(noteOf(choice(400, i -> i < 21 ? "none" : "€" + i)).endsWith(ColumnChoice.LEFT_OUT));
    }

    @Test
    void a_column_that_says_the_same_of_all_but_rows_too_few_to_learn_from_is_left_out() throws IOException {
        Map<IntFunction<String>, String> told = Map.of(
                i -> "yes", "everybody",
                i -> "", "everybody",
                i -> i < 19 ? "" : "yes", "all but 19 rows, too few to learn from",
                i -> i < 1 ? "" : "5", "all but 1 row, too few to learn from",
                i -> i < 9 ? "" : i < 19 ? "none" : i % 2 == 0 ? "5" : "5.0", "all but 19 rows, too few to learn from",
                i -> i < 15 ? "yes" : "no", "all but 15 rows, too few to learn from",
                i -> i < 15 ? "yes" : i < 30 ? "" : "no", "all but 30 rows, too few to learn from");
        for (Map.Entry<IntFunction<String>, String> one : told.entrySet()) {
            ColumnChoice choice = choice(400, one.getKey());
            assertEquals(List.of(), choice.columns());
            assertEquals("'column' says the same of " + one.getValue() + ": left out", noteOf(choice));
        }
    }

    @Test
    void a_column_of_one_value_is_learned_from_where_enough_rows_lack_it() throws IOException {
        List<IntFunction<String>> kept = List.of(
                i -> i < 20 ? "" : "yes",
                i -> i < 20 ? "" : "5",
                i -> i < 10 ? "" : i < 20 ? "none" : "5",
                i -> i < 20 ? "rare " + i : "no",
                i -> i < 15 ? "yes" : i < 35 ? "" : "no",
                i -> i < 5 ? "7" : "0");
        for (IntFunction<String> cell : kept) {
            assertEquals(1, choice(400, cell).columns().size(), cell.apply(0) + ", " + cell.apply(399));
        }
    }

    @Test
    void of_a_column_that_is_left_out_it_is_not_said_that_an_average_stands_for_it() throws IOException {
        assertTrue(noteOf(choice(400, i -> i < 5 ? "" : "text " + i)).endsWith(ColumnChoice.LEFT_OUT));
    }

    private static String noteOf(ColumnChoice choice) {
        assertEquals(1, choice.notes().size(), choice.notes().toString());
        return choice.notes().get(0);
    }
}
