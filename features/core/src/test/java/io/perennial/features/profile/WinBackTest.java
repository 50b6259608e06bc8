package io.perennial.features.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import io.perennial.features.profile.WinBack.Stake;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whom to act on, how strongly, and whom to leave alone. */
class WinBackTest {

    private static final WinBackAction.Text TEXT = new WinBackAction.Text("an action", "一项措施");
    private static final ChurnGrade.Thresholds GRADES = ChurnGrade.Thresholds.defaults();
    private static final WinBackAction OBSERVE = action("observe", false, 0, 0, ChurnGrade.R1);
    private static final WinBackAction CONTENT = action("content", false, 0, 0.02, ChurnGrade.R2);
    private static final WinBackAction MESSAGE = action("message", true, 0, 0.05, ChurnGrade.R3, ChurnGrade.R4);
    private static final WinBackAction BENEFIT = action("benefit", true, 3, 0.2, ChurnGrade.R4);
    private static final WinBackAction CALL = action("call", true, 5, 0.3, ChurnGrade.R5);
    private static final Playbook PLAYBOOK = new Playbook(GRADES, List.of(OBSERVE, CONTENT, MESSAGE, BENEFIT, CALL));

    private static WinBackAction action(String id, boolean outreach, double cost, double saving, ChurnGrade... grades) {
        return new WinBackAction(id, audience(grades), outreach, TEXT, TEXT, cost, saving);
    }

    private static WinBackAction.Audience audience(ChurnGrade... grades) {
        return new WinBackAction.Audience(Set.of(grades), Set.of());
    }

    private static WinBack of(double probability, double touches, double unanswered, boolean mayAct) {
        return of(new Stake(probability, 100, ""), touches, unanswered, PLAYBOOK, mayAct);
    }

    private static WinBack of(Stake stake, double touches, double unanswered, Playbook playbook, boolean mayAct) {
        return WinBack.of(stake, sent(touches, unanswered), playbook, mayAct);
    }

    private static Outreach sent(double touches, double unanswered) {
        return new Outreach(0, touches, unanswered, Double.NaN, Double.NaN, Double.NaN);
    }

    @Test
    void of_the_actions_that_fit_the_one_that_gains_most_is_taken() {
        assertEquals(new Act(ChurnGrade.R1, OBSERVE, 0), of(0.1, 0, 0, true));
        assertEquals(new Act(ChurnGrade.R3, MESSAGE, 5), of(0.4, 0, 0, true));
        assertEquals(new Act(ChurnGrade.R4, BENEFIT, 17), of(0.7, 0, 0, true));
        Stake small = new Stake(0.7, 19, "");
        assertEquals(new Act(ChurnGrade.R4, MESSAGE, 19 * 0.05), of(small, 0, 0, PLAYBOOK, true));
    }

    @Test
    void grades_begin_where_the_playbook_says() {
        Playbook early = PLAYBOOK.withGrades(new ChurnGrade.Thresholds(0.01, 0.02, 0.03, 0.04));
        assertEquals(new Act(ChurnGrade.R5, CALL, 25), of(new Stake(0.05, 100, ""), 0, 0, early, true));
    }

    @Test
    void an_action_for_a_segment_is_for_nobody_else() {
        WinBackAction gift = new WinBackAction(
                "gift",
                new WinBackAction.Audience(Set.of(ChurnGrade.R5), Set.of(RfmSegment.CANNOT_LOSE)),
                true,
                TEXT,
                TEXT,
                0,
                0.9);
        Playbook playbook = new Playbook(GRADES, List.of(gift, CALL));
        assertEquals(new Act(ChurnGrade.R5, gift, 90), of(new Stake(0.9, 100, "cannot_lose"), 0, 0, playbook, true));
        assertEquals(new Act(ChurnGrade.R5, CALL, 25), of(new Stake(0.9, 100, "loyal"), 0, 0, playbook, true));
        assertEquals(new Act(ChurnGrade.R5, CALL, 25), of(new Stake(0.9, 100, ""), 0, 0, playbook, true));
    }

    @Test
    void what_costs_more_than_it_saves_is_not_done_and_what_nobody_knows_is_taken_as_it_stands() {
        assertEquals(new Refrain(Cause.NOT_WORTH_IT), of(new Stake(0.9, 10, ""), 0, 0, PLAYBOOK, true));
        WinBack unknown = of(new Stake(0.7, Double.NaN, ""), 0, 0, PLAYBOOK, true);
        assertEquals(new Act(ChurnGrade.R4, MESSAGE, Double.NaN), unknown);
        assertEquals(new Refrain(Cause.NO_ACTION), of(new Stake(0.1, 1, ""), 0, 0, without(OBSERVE), true));
    }

    private static Playbook without(WinBackAction action) {
        return new Playbook(
                GRADES,
                PLAYBOOK.actions().stream().filter(one -> !one.equals(action)).toList());
    }

    @Test
    void a_user_sent_too_much_is_left_alone_but_shown_content() {
        assertEquals(new Refrain(Cause.OVER_CONTACTED), of(0.9, 8, 0, true));
        assertEquals(new Refrain(Cause.OVER_CONTACTED), of(0.5, 1, 5, true));
        assertEquals(new Act(ChurnGrade.R5, CALL, 25), of(0.9, 7, 4, true));
        assertEquals(new Act(ChurnGrade.R2, CONTENT, 2), of(0.3, 20, 20, true));
    }

    @Test
    void who_was_left_alone_for_four_weeks_may_be_asked_once_more() {
        assertEquals(new Act(ChurnGrade.R3, MESSAGE, 5), of(0.5, 0, 5, true));
    }

    @Test
    void a_log_that_knows_no_outreach_forbids_none() {
        assertEquals(new Act(ChurnGrade.R4, BENEFIT, 17), of(0.7, Double.NaN, Double.NaN, true));
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
    void who_was_sent_too_much_is_told_so_also_where_something_else_may_be_done() {
        WinBackAction banner = action("banner", false, 0, 0.1, ChurnGrade.R3, ChurnGrade.R4);
        List<WinBackAction> actions = new ArrayList<>(PLAYBOOK.actions());
        actions.add(banner);
        Playbook playbook = new Playbook(GRADES, actions);
        WinBack sentTooMuch = of(new Stake(0.5, 100, ""), 8, 0, playbook, true);
        assertEquals(new Act(ChurnGrade.R3, banner, 10, true), sentTooMuch);
        assertEquals(Optional.of(Cause.OVER_CONTACTED), sentTooMuch.bar());
        WinBack better = of(new Stake(0.5, 100, ""), 0, 0, new Playbook(GRADES, List.of(banner)), true);
        assertEquals(Optional.of(Cause.NO_MESSAGE), better.bar());
    }

    @Test
    void a_playbook_that_says_what_can_not_be_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> action("Call", true, 0, 0, ChurnGrade.R5));
        assertThrows(IllegalArgumentException.class, () -> action("call", true, -1, 0, ChurnGrade.R5));
        assertThrows(IllegalArgumentException.class, () -> action("call", true, 0, 1.1, ChurnGrade.R5));
        assertThrows(IllegalArgumentException.class, () -> action("call", true, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Playbook(GRADES, List.of(CALL, CALL)));
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
        assertEquals(
                new Refrain(Cause.OVER_CONTACTED), WinBack.of(new Stake(0.9, 100, ""), complained, PLAYBOOK, true));
        Outreach quiet = new Outreach(0, 6, Double.NaN, 0, Double.NaN, 0);
        assertEquals(new Act(ChurnGrade.R5, CALL, 25), WinBack.of(new Stake(0.9, 100, ""), quiet, PLAYBOOK, true));
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
