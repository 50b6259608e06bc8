package io.perennial.training.churn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.perennial.training.Company;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The final calibration: what it says of the season it is of. */
final class LevelTest {

    @Test
    void a_season_that_is_not_known_is_told_with_its_reason() {
        assertEquals(
                List.of("season unseen: no closed window one year before the as-of, so the interval is wider"),
                notes(Company.shop(100, 300, 60).set(), true));
        assertEquals(
                List.of("season unseen: too few users in the closed window one year before the as-of, so the interval"
                        + " is wider"),
                notes(Company.shop(100, 600, 60).set(), false));
    }

    private static List<String> notes(TrainingSet set, boolean young) {
        Rows rows = set.labelled().eligibleRows();
        assertFalse(rows.isEmpty());
        assertEquals(young, set.oneYearBefore(rows).isEmpty());
        return new Level(set, rows, new double[rows.size()], Calibrator.Kind.PLATT, 1).notes();
    }
}
