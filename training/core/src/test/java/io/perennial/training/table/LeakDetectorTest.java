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

    /** What is said of a column added to an honest table. */
    private List<LeakDetector.Leak> leaks(String name, BiFunction<Integer, Boolean, String> cell) throws IOException {
        List<String> rows = SampleTable.rows(800, 11);
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
        List<LeakDetector.Leak> leaks = leaks(name, cell);
        assertEquals(
                List.of(name), leaks.stream().map(LeakDetector.Leak::column).toList());
        assertTrue(leaks.get(0).why().contains(words), leaks.get(0).why());
    }

    @Test
    void an_honest_table_has_no_leak() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        assertEquals(List.of(), leaks("visits", (i, left) -> Integer.toString(random.nextInt(30))));
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

    @Test
    void a_value_that_few_rows_share_and_no_churner_among_them_is_chance() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        int[] gold = {45};
        assertEquals(
                List.of(),
                leaks(
                        "offer",
                        (i, left) -> !left && gold[0]-- > 0 ? "gold" : random.nextBoolean() ? "none" : "silver"));
    }

    @Test
    void a_running_number_is_named() throws IOException {
        caught("line", "tells every row apart", (i, left) -> Integer.toString(1000 + i));
    }
}
