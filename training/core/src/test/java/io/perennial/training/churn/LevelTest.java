package io.perennial.training.churn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.Company;
import io.perennial.training.Outcomes;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.LogisticFit;
import java.util.List;
import java.util.stream.IntStream;
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

    @Test
    void a_level_of_a_year_ago_is_doubted_by_a_share_of_what_it_differs_from_the_latest() {
        TrainingSet set = Company.shop(500, 900, 60).set();
        LabelledSnapshots data = set.labelled();
        Rows lastYear = set.oneYearBefore(data.eligibleRows());
        int day = lastYear.asOf(0);
        boolean[] active = new boolean[data.size()];
        for (int i = 0; i < active.length; i++) {
            active[i] = i % (data.asOfs()[i] == day ? 10 : 2) == 0;
        }
        TrainingSet shifted =
                new TrainingSet(set.schema(), set.plan(), Outcomes.of(data, active, data.valueMinor()), set.current());
        Rows rows = shifted.labelled().eligibleRows();
        Level level = new Level(shifted, rows, new double[rows.size()], Calibrator.Kind.PLATT, 1);
        assertTrue(level.notes().get(0).startsWith("level calibrated on the window one year"));
        double said = level.calibrator().of(0);
        Band band = level.band();
        double above = IntStream.range(1, band.knots().size() - 1)
                .filter(k -> Math.abs(band.knots().get(k) - said) < 1e-9)
                .mapToDouble(k -> LogisticFit.logit(band.high().get(k)) - LogisticFit.logit(said))
                .findFirst()
                .orElseThrow();
        double moved = LogisticFit.logit(0.9) - LogisticFit.logit(0.5);
        assertTrue(above > 0.25 * moved, above + " log-odds above " + said);
    }

    private static List<String> notes(TrainingSet set, boolean young) {
        Rows rows = set.labelled().eligibleRows();
        assertFalse(rows.isEmpty());
        assertEquals(young, set.oneYearBefore(rows).isEmpty());
        return new Level(set, rows, new double[rows.size()], Calibrator.Kind.PLATT, 1).notes();
    }
}
