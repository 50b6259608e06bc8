package io.perennial.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.time.LearningPlan.Role;
import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.training.Company;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Periods to choose by and to report on need users. */
final class SplitTest {

    private static final TrainingSet SET = Company.shop(300, 420, 60).set();
    private static final Rows ROWS = SET.labelled().eligibleRows();

    /** The rows, of one period those of a few users only. */
    private static Rows with(int users, Role period) {
        Rows its = ROWS.role(period);
        Set<String> few =
                new HashSet<>(Arrays.stream(its.users()).distinct().limit(users).toList());
        return ROWS.where(i -> ROWS.data().roles().get(ROWS.row(i)) != period || few.contains(ROWS.user(i)));
    }

    @Test
    void a_period_of_users_enough_is_kept_apart() {
        assertTrue(Split.of(ROWS, Rung.THREE_PERIODS).temporal());
        Split least = Split.of(with(Split.LEAST_USERS, Role.CALIBRATE), Rung.THREE_PERIODS);
        assertTrue(least.temporal());
        assertEquals(Split.LEAST_USERS, least.choose().userCount());
    }

    @Test
    void nothing_is_chosen_by_or_reported_of_a_handful_of_users() {
        for (Role period : List.of(Role.CALIBRATE, Role.TEST)) {
            Rows rows = with(Split.LEAST_USERS - 1, period);
            Split split = Split.of(rows, Rung.THREE_PERIODS);
            assertFalse(split.temporal(), period.name());
            assertEquals(rows.size(), split.choose().size());
            String said = split.sentence(SET.plan());
            assertTrue(said.contains("no later period tested: only "), said);
            assertTrue(said.contains("49 " + (period == Role.TEST ? "to report on" : "users to choose by")), said);
        }
    }

    @Test
    void where_no_later_period_is_there_none_is_said_to_lack_users() {
        Split split = Split.of(ROWS, Rung.CROSS_FITTED);
        assertFalse(split.temporal());
        assertTrue(split.sentence(SET.plan()).endsWith("no later period tested"), split.sentence(SET.plan()));
    }
}
