package io.perennial.training.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Which columns learners are given. */
final class PreparationTest {

    @Test
    void a_column_that_differs_in_a_handful_of_rows_is_left_out() {
        double[][] rows = new double[1000][];
        Arrays.setAll(rows, i -> new double[] {i < 3 ? 0.97 : 1, i});
        assertEquals(1, Preparation.of(rows).width(), "a share that was 1 for nearly all so far may fall to 0 later");
        assertEquals(2, Preparation.of(Arrays.copyOf(rows, 20)).width(), "in twenty rows three are many");
    }

    @Test
    void a_column_that_is_the_same_for_all_carries_nothing() {
        assertTrue(Preparation.findsNothing(new double[][] {{1}, {1}, {1}}));
    }
}
