package io.perennial.features.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.Outreach;
import io.perennial.features.profile.Disturbance.Limit;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How much outreach disturbs: more of it never less, answers never more, and nothing of what nobody recorded. */
class DisturbanceTest {

    private static final double UNKNOWN = Double.NaN;

    private static double of(double recent, double unanswered, double week, double answered, double complaints) {
        return Disturbance.of(new Outreach(0, recent, unanswered, week, answered, complaints))
                .index()
                .orElseThrow();
    }

    @Test
    void it_is_full_at_eight_in_four_weeks_and_at_five_in_a_row_without_an_answer() {
        assertEquals(87.5, of(7, UNKNOWN, 0, UNKNOWN, UNKNOWN));
        assertEquals(100, of(8, UNKNOWN, 0, UNKNOWN, UNKNOWN));
        assertEquals(80, of(1, 4, 1, 1, 0));
        assertEquals(100, of(1, 5, 1, 1, 0));
    }

    @Test
    void who_was_left_alone_for_four_weeks_is_not_disturbed() {
        assertEquals(0, of(0, 12, 0, 0, 0));
    }

    @Test
    void a_busy_week_makes_most_of_it_and_a_complaint_a_quarter() {
        assertEquals(45, of(2, 1, 2, 2, 0));
        assertEquals(90, of(4, 1, 4, 4, 0));
        assertEquals(90, of(7, 1, 7, 7, 0));
        assertEquals(100, of(4, 1, 4, 4, 1));
        assertEquals(37.5, of(1, 0, 0, 1, 1));
        assertEquals(0, of(0, 0, 0, 0, 1), "it is of no outreach where none was sent");
    }

    @Test
    void what_nobody_answered_weighs_half_as_much_again() {
        assertEquals(50, of(4, 0, 0, 4, 0));
        assertEquals(62.5, of(4, 0, 0, 2, 0));
        assertEquals(75, of(4, 0, 0, 0, 0));
        assertEquals(50, of(4, UNKNOWN, 0, UNKNOWN, 0), "answers are not recorded");
    }

    @Test
    void what_made_it_full_is_named_and_one_more_in_vain_may_be_it() {
        assertEquals(Optional.of(Limit.UNANSWERED), limit(1, 61, 1, 0, 0));
        assertEquals(Optional.of(Limit.RECENT), limit(8, 0, 0, 8, 0));
        assertEquals(Optional.of(Limit.RECENT), limit(6, 4, 1, 0, 0));
        assertEquals(Optional.of(Limit.COMPLAINTS), limit(4, 1, 4, 4, 1));
        assertEquals(Optional.empty(), limit(0, 61, 0, 0, 0));
        Outreach quiet = new Outreach(0, 0, 61, 0, 0, 0);
        assertEquals(Optional.of(Limit.UNANSWERED), Disturbance.limit(quiet.andOneInVain()));
    }

    private static Optional<Limit> limit(
            double recent, double unanswered, double week, double answered, double complaints) {
        return Disturbance.limit(new Outreach(0, recent, unanswered, week, answered, complaints));
    }

    @Test
    void of_what_nobody_recorded_nothing_is_known_and_nothing_is_too_much() {
        Disturbance unknown = Disturbance.of(new Outreach(0, UNKNOWN, 9, 9, 0, 9));
        assertEquals(OptionalDouble.empty(), unknown.index());
        assertTrue(!unknown.isTooMuch());
    }

    @Test
    void more_outreach_and_more_complaints_never_disturb_less_and_answers_never_more() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            double recent = random.nextInt(12);
            double unanswered = random.nextInt(7);
            double week = random.nextInt(6);
            double answered = random.nextInt(12);
            double complaints = random.nextInt(4);
            double index = of(recent, unanswered, week, answered, complaints);
            String which = "seed " + seed;
            assertTrue(index >= 0 && index <= 100, which);
            assertTrue(of(recent + 1, unanswered, week, answered, complaints) >= index, which);
            assertTrue(of(recent, unanswered + 1, week, answered, complaints) >= index, which);
            assertTrue(of(recent, unanswered, week + 1, answered, complaints) >= index, which);
            assertTrue(of(recent, unanswered, week, answered, complaints + 1) >= index, which);
            assertTrue(of(recent, unanswered, week, answered + 1, complaints) <= index, which);
        }
    }
}
