package io.perennial.training.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Planted leaks, and columns that only look like them. */
class LeakDetectorTest {

    @TempDir
    private Path folder;

    private static final List<String> HONEST = SampleTable.rows(800, 11);

    /** What is said of a column added to an honest table. */
    private List<LeakDetector.Leak> leaks(String name, List<String> rows, BiFunction<Integer, Boolean, String> cell)
            throws IOException {
        List<String> wider = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            wider.add(rows.get(i) + "," + cell.apply(i, rows.get(i).endsWith("yes")));
        }
        CustomerTable table =
                CustomerTable.read(SampleTable.write(folder, SampleTable.HEADER + "," + name, wider), "id");
        return new LeakDetector(table, Label.of(table, "left"), "id")
                .look(column -> !Set.of("id", "left").contains(column));
    }

    private void caught(String name, String words, BiFunction<Integer, Boolean, String> cell) throws IOException {
        caught(name, words, HONEST, cell);
    }

    private void caught(String name, String words, List<String> rows, BiFunction<Integer, Boolean, String> cell)
            throws IOException {
        List<LeakDetector.Leak> leaks = leaks(name, rows, cell);
        assertEquals(
                List.of(name), leaks.stream().map(LeakDetector.Leak::column).toList());
        assertTrue(leaks.get(0).why().contains(words), leaks.get(0).why());
    }

    @Test
    void an_honest_table_has_no_leak() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        assertEquals(List.of(), leaks("visits", HONEST, (i, left) -> Integer.toString(random.nextInt(30))));
    }

    @Test
    void the_label_in_other_words_is_named() throws IOException {
        caught("gone", "label in other words", (i, left) -> left ? "1" : "0");
    }

    @Test
    void a_count_that_runs_past_the_outcome_is_named() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        caught("logins", "AUC", (i, left) -> Integer.toString(random.nextInt(300) + (left ? 0 : 260)));
    }

    @Test
    void a_reason_that_only_churners_have_is_named() throws IOException {
        caught("reason", "decides the outcome", (i, left) -> left && i % 120 != 0 ? "moved " + i % 40 : "");
    }

    /** No value has one row in twenty, and the rows without one are not decided. */
    @Test
    void a_reason_that_four_leavers_in_five_have_under_five_codes_and_no_stayer_is_named() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<String> quarter = SampleTable.rows(5_000, 11).stream()
                .filter(row -> row.endsWith("no") || random.nextInt(7) < 4)
                .toList();
        double left = quarter.stream().filter(row -> row.endsWith("yes")).count();
        assertEquals(0.25, left / quarter.size(), 0.02);
        caught(
                "close_code",
                "where it is 'code 0'",
                quarter,
                (i, gone) -> gone && random.nextInt(5) > 0 ? "code " + random.nextInt(5) : "");
    }

    @Test
    void a_reason_is_named_whatever_stands_for_none_and_however_many_words_it_has() throws IOException {
        caught("note", "where it is known: ", (i, left) -> left && i % 5 != 0 ? "moved " + i : "");
        caught("note", "where it is anything but 'none': ", (i, left) -> left && i % 5 != 0 ? "moved " + i : "none");
    }

    @Test
    void a_value_that_few_rows_share_and_no_churner_among_them_is_chance() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        int[] gold = {45};
        assertEquals(
                List.of(),
                leaks(
                        "offer",
                        HONEST,
                        (i, left) -> !left && gold[0]-- > 0 ? "gold" : random.nextBoolean() ? "none" : "silver"));
    }

    @Test
    void a_running_number_is_named() throws IOException {
        caught("line", "tells every row apart", (i, left) -> Integer.toString(1000 + i));
    }
}
