package io.perennial.training.trend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.Company;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is judged as of a past day knows nothing of what came after it. */
class TrendSplitTest {

    private static TrainingSet set;
    private static BlockRows rows;

    @BeforeAll
    static void make() {
        set = Company.shop(300, 900, 60).set();
        rows = BlockRows.of(set, set.labelled().eligibleRows());
    }

    private static TrendSplit split(int least) {
        return TrendSplit.of(rows, set.plan().learned().days(), 1, least);
    }

    /** Half a year's spend, times a factor that later windows are said to have shown. */
    private static double[] told(double factor) {
        Rows all = set.labelled().all();
        int spend = all.data().column("spend_180");
        return all.of(i -> factor * (1 + all.features(i)[spend]));
    }

    @Test
    void a_level_that_only_later_windows_showed_changes_no_value_of_a_judged_row() {
        TrendSplit split = split(200);
        assertTrue(split.temporal(), split.described());
        assertTrue(
                split.described().contains("in every window, the judged one too"), "what rivals did not see is told");
        double[] fair = split.valueKnown(set, told(1));
        double[] later = split.valueKnown(set, told(3));
        assertArrayEquals(fair, later, 1e-9 * Arrays.stream(fair).max().orElseThrow());
        Rows judged = split.judged().rows();
        double[] actual = set.values(judged);
        assertEquals(1, Arrays.stream(fair).sum() / Arrays.stream(actual).sum(), 0.35, "the level of windows before");
    }

    @Test
    void all_that_is_learned_from_was_over_when_the_judged_rows_began() {
        TrendSplit split = split(200);
        Rows learned = split.learned().rows();
        for (int i = 0; i < learned.size(); i++) {
            assertTrue(learned.asOf(i) + BlockRows.OUTCOME_DAYS <= split.day(), "as of " + learned.asOf(i));
        }
        assertFalse(TrendSplit.of(rows, 900, 1, 200).temporal(), "a window as long as the log was over");
        assertTrue(learned.size() > 300, learned.size() + " rows");
        assertFalse(split(301).temporal(), "rows were counted as if each were another of the 300 users");
    }

    @Test
    void held_out_by_user_a_value_is_told_at_the_level_of_the_others_as_rivals_are() {
        TrendSplit split = split(Integer.MAX_VALUE);
        assertFalse(split.temporal(), split.described());
        double[] fair = split.valueKnown(set, told(1));
        assertArrayEquals(
                fair,
                split.valueKnown(set, told(3)),
                1e-9 * Arrays.stream(fair).max().orElseThrow());
        double[] actual = set.values(split.judged().rows());
        assertTrue(fair.length > 50, fair.length + " held out");
        assertEquals(1, Arrays.stream(fair).sum() / Arrays.stream(actual).sum(), 0.5, "the level of others");
    }
}
