package io.perennial.training.learner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.Company;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import org.junit.jupiter.api.Test;

/** What learners may know of the season, and how far a year-old window is trusted. */
final class SeasonTest {

    @Test
    void a_season_seen_once_is_hidden_from_learners_and_from_nobody_else() {
        Rows rows = Company.shop(40, 300, 60).set().labelled().all();
        assertTrue(rows.data().spanDays() < 365, rows.data().spanDays() + " days");
        int season = rows.data().column("season_sin");
        assertTrue(Double.isNaN(rows.featuresToLearn()[0][season]));
        assertFalse(Double.isNaN(rows.features()[0][season]), "the snapshots themselves keep it");
        double[] hidden = rows.featuresToLearn()[0].clone();
        hidden[season] = rows.features(0)[season];
        hidden[rows.data().column("season_cos")] = rows.features(0)[rows.data().column("season_cos")];
        assertArrayEquals(rows.features(0), hidden, "every other feature is as it was");
    }

    @Test
    void a_season_that_came_back_is_learned_from() {
        Rows rows = Company.shop(40, 700, 60).set().labelled().all();
        assertTrue(rows.data().spanDays() >= 365, rows.data().spanDays() + " days");
        assertFalse(Double.isNaN(rows.featuresToLearn()[0][rows.data().column("season_sin")]));
    }

    @Test
    void a_year_old_window_is_trusted_by_how_old_its_log_was() {
        TrainingSet young = Company.shop(300, 460, 60).set();
        TrainingSet old = Company.shop(300, 900, 60).set();
        Rows inYoung = young.oneYearBefore(young.labelled().all());
        Rows inOld = old.oneYearBefore(old.labelled().all());
        assertFalse(inYoung.isEmpty());
        double trust = young.trustIn(inYoung);
        assertTrue(trust > 0.5 && trust < 0.9, "95 of 120 days: " + trust);
        assertEquals(1, old.trustIn(inOld));
    }
}
