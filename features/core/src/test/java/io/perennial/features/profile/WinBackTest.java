package io.perennial.features.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.feature.Outreach;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.profile.WinBack.Act;
import io.perennial.features.profile.WinBack.Cause;
import io.perennial.features.profile.WinBack.Refrain;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whom to act on, how strongly, and whom to leave alone. */
class WinBackTest {

    private static final ChurnGrade.Thresholds GRADES = ChurnGrade.Thresholds.defaults();

    private static WinBack of(double probability, double touches, double unanswered, boolean mayAct) {
        return WinBack.of(probability, sent(touches, unanswered), GRADES, mayAct);
    }

    private static Outreach sent(double touches, double unanswered) {
        return new Outreach(0, touches, unanswered, Double.NaN, Double.NaN, Double.NaN);
    }

    @Test
    void the_means_grow_with_the_grade() {
        WinBackAction[] actions = WinBackAction.values();
        for (ChurnGrade grade : ChurnGrade.values()) {
            WinBackAction action = actions[Arrays.asList(ChurnGrade.values()).indexOf(grade)];
            assertEquals(new Act(grade, action), of(GRADES.beginOf(grade), 0, 0, true));
        }
    }

    @Test
    void a_user_sent_too_much_is_left_alone_but_shown_content() {
        assertEquals(new Refrain(Cause.OVER_CONTACTED), of(0.9, 8, 0, true));
        assertEquals(new Refrain(Cause.OVER_CONTACTED), of(0.5, 1, 5, true));
        assertEquals(new Act(ChurnGrade.R5, WinBackAction.CALL), of(0.9, 7, 4, true));
        assertEquals(new Act(ChurnGrade.R2, WinBackAction.CONTENT), of(0.3, 20, 20, true));
    }

    @Test
    void who_was_left_alone_for_four_weeks_may_be_asked_once_more() {
        assertEquals(new Act(ChurnGrade.R3, WinBackAction.MESSAGE), of(0.5, 0, 5, true));
    }

    @Test
    void a_log_that_knows_no_outreach_forbids_none() {
        assertEquals(new Act(ChurnGrade.R4, WinBackAction.BENEFIT), of(0.7, Double.NaN, Double.NaN, true));
    }

    @Test
    void the_hold_out_and_users_without_a_score_are_not_acted_on() {
        assertEquals(new Refrain(Cause.HOLDOUT), of(0.9, 0, 0, false));
        assertEquals(new Refrain(Cause.NO_SCORE), of(Double.NaN, 0, 0, true));
    }

    @Test
    void a_grade_that_asks_for_no_message_bars_contact_and_so_does_every_cause_not_to_act() {
        assertEquals(Optional.of(Cause.MILD_GRADE), of(0.1, 0, 0, true).bar());
        assertEquals(Optional.of(Cause.MILD_GRADE), of(0.3, 20, 20, true).bar());
        assertEquals(Optional.empty(), of(0.5, 7, 4, true).bar());
        assertEquals(Optional.of(Cause.OVER_CONTACTED), of(0.5, 8, 0, true).bar());
        assertEquals(Optional.of(Cause.HOLDOUT), of(0.5, 8, 0, false).bar());
        assertEquals(Optional.of(Cause.NO_SCORE), of(Double.NaN, 0, 0, true).bar());
    }

    @Test
    void outreach_is_counted_as_the_features_count_it_even_where_the_log_carries_none() {
        EnumSet<EventKind> answers = EnumSet.of(EventKind.VISIT, EventKind.OPEN);
        int[] days = {60, 73, 80, 99};
        double unknown = Double.NaN;
        assertEquals(new Outreach(99, 3, 2, 1, 1, unknown), outreach(answers, 75, days));
        assertEquals(
                new Outreach(99, 3, unknown, 1, unknown, unknown), outreach(EnumSet.of(EventKind.VISIT), 75, days));
        assertEquals(new Outreach(History.NONE, 0, 0, 0, 1, unknown), outreach(answers, 75));
        answers.add(EventKind.COMPLAINT);
        assertEquals(new Outreach(99, 3, 2, 1, 1, 0), outreach(answers, 75, days));
    }

    @Test
    void a_full_disturbance_index_bars_contact_whatever_filled_it() {
        Outreach complained = new Outreach(0, 6, Double.NaN, 0, Double.NaN, 1);
        assertEquals(new Refrain(Cause.OVER_CONTACTED), WinBack.of(0.9, complained, GRADES, true));
        Outreach quiet = new Outreach(0, 6, Double.NaN, 0, Double.NaN, 0);
        assertEquals(new Act(ChurnGrade.R5, WinBackAction.CALL), WinBack.of(0.9, quiet, GRADES, true));
    }

    /** As of day 100: one outreach on each of some days, and an answer on another. */
    private static Outreach outreach(EnumSet<EventKind> carried, int answered, int... days) {
        List<LedgerDay> ledger = new ArrayList<>(List.of(day(answered, EventKind.OPEN)));
        for (int day : days) {
            ledger.add(day(day, EventKind.TOUCH));
        }
        LogDefinition log = new LogDefinition(ZoneOffset.UTC, "USD", carried);
        FeatureContext context = new FeatureContext(log, new ChurnRule(EnumSet.of(EventKind.VISIT), 90));
        return Outreach.of(History.timeline(UserLedger.merge("u", ledger)).asOf(100), context);
    }

    private static LedgerDay day(int day, EventKind kind) {
        return LedgerDay.of(day, Event.of("u", Instant.EPOCH.plusSeconds(86_400L * day), kind));
    }
}
