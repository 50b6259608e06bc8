package io.perennial.features.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.time.LearningPlan.Role;
import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.features.time.LearningPlan.Snapshot;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How much history a log has decides how we learn, and no outcome is ever read that was not known by the as-of. */
class LearningPlanTest {

    @Test
    void cdnow_with_a_horizon_as_long_as_its_log_is_extrapolated() {
        LearningPlan plan = plan("1997-01-01", "1997-10-01", 0, 273);
        assertEquals(Rung.EXTRAPOLATED, plan.rung());
        assertEquals(new OutcomeWindow(0, 91), plan.learned(), "two windows of 91 days fit after the first third");
        assertEquals(day("1997-07-02"), plan.snapshots().get(0).asOf());
    }

    @Test
    void online_retail_with_half_a_year_is_cross_fitted() {
        LearningPlan plan = plan("2009-12-01", "2011-06-10", 0, 182);
        assertEquals(Rung.CROSS_FITTED, plan.rung());
        assertEquals(plan.served(), plan.learned());
        assertTrue(plan.snapshots().stream().allMatch(snapshot -> snapshot.role() == Role.TRAIN));
    }

    @Test
    void the_second_file_of_online_retail_alone_is_extrapolated() {
        assertEquals(Rung.EXTRAPOLATED, plan("2010-12-01", "2011-06-10", 0, 182).rung());
    }

    @Test
    void three_years_give_three_periods() {
        LearningPlan plan = plan("2021-01-01", "2024-01-01", 3, 90);
        assertEquals(Rung.THREE_PERIODS, plan.rung());
        for (Role role : Role.values()) {
            assertTrue(plan.snapshots().stream().anyMatch(snapshot -> snapshot.role() == role), role + " is missing");
        }
    }

    @Test
    void a_log_of_some_days_teaches_nothing() {
        LearningPlan plan = plan("2024-01-01", "2024-01-20", 3, 90);
        assertEquals(Rung.NONE, plan.rung());
        assertEquals(List.of(), plan.snapshots());
    }

    @Test
    void a_log_too_short_for_its_window_says_how_many_days_it_has_and_needs_and_no_other_does() {
        OutcomeWindow long900 = new OutcomeWindow(900, 90);
        assertEquals(Rung.NONE, LearningPlan.of(0, 540, long900).rung());
        String said = LearningPlan.shortage(0, 540, long900).orElseThrow();
        assertTrue(said.contains("has 540 days before the as-of, 1080 are needed (90 to look back on, "), said);
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            OutcomeWindow window = new OutcomeWindow(random.nextInt(40), 1 + random.nextInt(300));
            int days = 1 + random.nextInt(900);
            Rung rung = LearningPlan.of(0, days, window).rung();
            boolean isShort = rung == Rung.NONE || rung == Rung.EXTRAPOLATED;
            assertEquals(isShort, LearningPlan.shortage(0, days, window).isPresent(), "seed " + seed);
        }
    }

    @Test
    void every_outcome_is_known_by_the_as_of_and_every_snapshot_has_history() {
        for (int seed = 0; seed < 3_000; seed++) {
            Case c = Case.of(new Random(seed));
            for (Snapshot snapshot : c.plan.snapshots()) {
                assertTrue(c.plan.learned().isClosed(snapshot.asOf(), c.plan.asOf()), "seed " + seed + ": " + snapshot);
                assertTrue(snapshot.asOf() >= c.first + 28, "seed " + seed + ": " + snapshot);
            }
        }
    }

    @Test
    void outcome_windows_of_train_calibrate_and_test_never_share_a_day() {
        for (int seed = 0; seed < 3_000; seed++) {
            LearningPlan plan = Case.of(new Random(seed)).plan;
            for (Snapshot earlier : plan.snapshots()) {
                for (Snapshot later : plan.snapshots()) {
                    if (rank(earlier) >= 0 && rank(earlier) < rank(later)) {
                        assertTrue(
                                plan.learned().end(earlier.asOf()) <= later.asOf(),
                                "seed " + seed + ": the window of " + earlier + " reaches into " + later);
                    }
                }
            }
        }
    }

    @Test
    void a_shorter_horizon_is_learned_only_where_the_served_one_has_no_closed_window() {
        for (int seed = 0; seed < 3_000; seed++) {
            LearningPlan plan = Case.of(new Random(seed)).plan;
            boolean shorter = plan.learned().horizonDays() < plan.served().horizonDays();
            assertEquals(plan.rung() == Rung.EXTRAPOLATED, shorter, "seed " + seed + ": " + plan);
            assertEquals(plan.served().gapDays(), plan.learned().gapDays(), "seed " + seed);
        }
    }

    @Test
    void snapshots_come_newest_first_and_no_closer_than_a_sixth_of_the_horizon_or_a_week() {
        for (int seed = 0; seed < 1_000; seed++) {
            LearningPlan plan = Case.of(new Random(seed)).plan;
            int step = Math.max(7, plan.learned().horizonDays() / 6);
            for (int i = 1; i < plan.snapshots().size(); i++) {
                int apart = plan.snapshots().get(i - 1).asOf()
                        - plan.snapshots().get(i).asOf();
                assertEquals(step, apart, "seed " + seed);
            }
        }
    }

    @Test
    void a_longer_history_never_means_a_lower_rung() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            OutcomeWindow window = new OutcomeWindow(random.nextInt(8), 7 + random.nextInt(400));
            int before = Rung.NONE.compareTo(Rung.THREE_PERIODS);
            for (int history = 1; history < 2_000; history += 13) {
                int rung =
                        LearningPlan.of(20_000 - history, 20_000, window).rung().compareTo(Rung.THREE_PERIODS);
                assertTrue(rung <= before, "seed " + seed + ", history of " + history + " days, " + window);
                before = rung;
            }
        }
    }

    /** TRAIN, CALIBRATE and TEST in the order of time; REFIT belongs to no period. */
    private static int rank(Snapshot snapshot) {
        return List.of(Role.TRAIN, Role.CALIBRATE, Role.TEST).indexOf(snapshot.role());
    }

    private record Case(int first, LearningPlan plan) {
        static Case of(Random random) {
            int first = 15_000;
            int asOf = first + 1 + random.nextInt(2_000);
            OutcomeWindow served = new OutcomeWindow(random.nextInt(10), 1 + random.nextInt(400));
            return new Case(first, LearningPlan.of(first, asOf, served));
        }
    }

    private static LearningPlan plan(String first, String asOf, int gap, int horizon) {
        return LearningPlan.of(day(first), day(asOf), new OutcomeWindow(gap, horizon));
    }

    private static int day(String date) {
        return Math.toIntExact(LocalDate.parse(date).toEpochDay());
    }
}
