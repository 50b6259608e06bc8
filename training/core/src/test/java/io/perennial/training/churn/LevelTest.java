package io.perennial.training.churn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.Company;
import io.perennial.training.Outcomes;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.LogisticFit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    void windows_that_overlap_do_not_show_how_little_a_season_moves() {
        TrainingSet set = Company.shop(600, 300, 90).set();
        Rows rows = set.labelled().eligibleRows();
        assertTrue(IntStream.of(rows.data().asOfs()).distinct().count() > 3, "as-ofs to learn from");
        Level level = new Level(set, rows, new double[rows.size()], Calibrator.Kind.PLATT, 1);
        assertTrue(
                level.notes().get(0).startsWith("season unseen"), level.notes().toString());
        assertTrue(above(level) >= 0.25, above(level) + " log-odds above, of two windows that do not overlap");
    }

    /** How far the band reaches above what is said of a score of 0, in log-odds. */
    private static double above(Level level) {
        double said = level.calibrator().of(0);
        Band band = level.band();
        return IntStream.range(1, band.knots().size() - 1)
                .filter(k -> Math.abs(band.knots().get(k) - said) < 1e-9)
                .mapToDouble(k -> LogisticFit.logit(band.high().get(k)) - LogisticFit.logit(said))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_level_of_a_year_ago_is_doubted_by_a_share_of_what_it_differs_from_the_latest() {
        TrainingSet shifted = shopThatLostNineInTenAYearAgo();
        Rows rows = shifted.labelled().eligibleRows();
        Level level = new Level(shifted, rows, new double[rows.size()], Calibrator.Kind.PLATT, 1);
        assertTrue(level.notes().get(0).startsWith("level calibrated on the window one year"));
        double above = above(level);
        double moved = LogisticFit.logit(0.9) - LogisticFit.logit(0.5);
        assertTrue(above > 0.25 * moved, above + " log-odds above");
    }

    @Test
    void calibrators_compared_stand_at_the_level_of_a_year_ago_as_the_served_one_does() {
        TrainingSet shifted = shopThatLostNineInTenAYearAgo();
        Rows rows = shifted.labelled().eligibleRows();
        ChurnScore score = NaiveRecipe.silence().fit(rows, 1);
        double[] scores = score.logOdds(rows);
        for (Calibrator.Kind kind : Calibrator.Kind.values()) {
            Level level = new Level(shifted, rows, scores, kind, 1);
            CalibratorTrial trial = level.trial(score);
            double[] served = Arrays.stream(scores).map(level.calibrator()::of).toArray();
            Map<String, double[]> said = trial.probabilities(rows);
            assertArrayEquals(served, said.get(kind.name().toLowerCase(Locale.ROOT)), 1e-9, kind.name());
            double[] vennAbers = Arrays.stream(trial.pairs(rows))
                    .mapToDouble(CalibratorTrial::merged)
                    .toArray();
            assertEquals(mean(served), mean(said.get("isotonic")), 0.02, kind.name());
            assertEquals(mean(served), mean(vennAbers), 0.02, kind.name());
        }
    }

    private static double mean(double[] numbers) {
        return Arrays.stream(numbers).average().orElseThrow();
    }

    /** Nine in ten left in the window one year before the as-of, one in two in the others. */
    private static TrainingSet shopThatLostNineInTenAYearAgo() {
        TrainingSet set = Company.shop(500, 900, 60).set();
        LabelledSnapshots data = set.labelled();
        Rows lastYear = set.oneYearBefore(data.eligibleRows());
        int day = lastYear.asOf(0);
        boolean[] active = new boolean[data.size()];
        for (int i = 0; i < active.length; i++) {
            active[i] = i % (data.asOfs()[i] == day ? 10 : 2) == 0;
        }
        return new TrainingSet(set.schema(), set.plan(), Outcomes.of(data, active, data.valueMinor()), set.current());
    }

    private static List<String> notes(TrainingSet set, boolean young) {
        Rows rows = set.labelled().eligibleRows();
        assertFalse(rows.isEmpty());
        assertEquals(young, set.oneYearBefore(rows).isEmpty());
        return new Level(set, rows, new double[rows.size()], Calibrator.Kind.PLATT, 1).notes();
    }
}
