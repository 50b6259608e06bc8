package io.perennial.http.survey;

import static io.perennial.http.survey.Activity.DAYS;

import io.perennial.features.feature.FeatureContext;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.http.survey.Activity.Cohort;
import io.perennial.http.survey.Activity.Flow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts who was active when, one ledger after the other. */
final class ActivityCount {

    private static final int MOST_PERIODS = 12;
    private static final int WEEK = 7;

    private final ChurnRule churn;
    private final FunnelCount funnel;
    private final LastStepsCount lastSteps;
    private final int[] days;
    private final int asOf;
    private final int periods;
    private final int[][] flows;
    private final int[][] cohorts;
    private final boolean[] wasActive;
    private long userDays;
    private long userDaysBefore;
    private int weekly;

    /** Counts of a log that begins on a day, epoch day, up to an as-of. */
    ActivityCount(FeatureContext context, int firstDay, int asOf) {
        this.churn = context.churn();
        this.funnel = new FunnelCount(context, firstDay, asOf);
        this.lastSteps = new LastStepsCount(context, asOf);
        this.days = new int[Math.max(1, Math.min(Activity.TOLD_DAYS, asOf - firstDay))];
        this.asOf = asOf;
        this.periods = Math.max(1, Math.min(MOST_PERIODS, (asOf - firstDay) / DAYS));
        this.flows = new int[periods][5];
        this.cohorts = new int[periods][periods];
        // One more than are told: who returns is known by the period before.
        this.wasActive = new boolean[periods + 1];
    }

    void add(UserLedger ledger, boolean eligible) {
        funnel.add(ledger);
        if (eligible) {
            lastSteps.add(ledger);
        }
        Arrays.fill(wasActive, false);
        int first = Roll.NEVER;
        int last = Roll.NEVER;
        for (LedgerDay day : ledger.days()) {
            if (day.hasAny(churn.active())) {
                first = first == Roll.NEVER ? day.day() : first;
                last = day.day();
                mark(day.day());
            }
        }
        if (first != Roll.NEVER) {
            weekly += last >= asOf - WEEK ? 1 : 0;
            flow(period(first), last);
            retained(period(first));
        }
    }

    private void mark(int day) {
        int period = period(day);
        if (period >= -1) {
            wasActive[period + 1] = true;
        }
        userDays += period == periods - 1 ? 1 : 0;
        userDaysBefore += period == periods - 2 ? 1 : 0;
        int told = day - (asOf - days.length);
        if (told >= 0 && told < days.length) {
            days[told]++;
        }
    }

    /** The period a day is in, from 0; below 0 for days before. */
    private int period(int day) {
        return Math.floorDiv(day - start(0), DAYS);
    }

    private int start(int period) {
        return asOf - (periods - period) * DAYS;
    }

    private void flow(int first, int last) {
        for (int k = Math.max(0, first); k < periods; k++) {
            boolean now = wasActive[k + 1];
            boolean before = wasActive[k];
            if (now) {
                flows[k][first == k ? 0 : before ? 1 : 2]++;
            } else if (before) {
                flows[k][3]++;
            }
        }
        // Only the last silence is told: one that ended was no loss.
        int passed = period(last + churn.lookbackDays());
        if (passed >= 0 && passed < periods && last + churn.lookbackDays() < asOf) {
            flows[passed][4]++;
        }
    }

    private void retained(int first) {
        for (int k = first; first >= 0 && k < periods; k++) {
            cohorts[first][k - first] += wasActive[k + 1] ? 1 : 0;
        }
    }

    Activity count() {
        List<Flow> told = new ArrayList<>();
        List<Cohort> groups = new ArrayList<>();
        for (int k = 0; k < periods; k++) {
            int[] its = flows[k];
            told.add(new Flow(start(k), its[0], its[1], its[2], its[3], its[4]));
            List<Integer> active = new ArrayList<>();
            for (int age = 0; age < periods - k; age++) {
                active.add(cohorts[k][age]);
            }
            groups.add(new Cohort(start(k), active));
        }
        return new Activity(
                told,
                groups,
                (double) userDays / Math.min(DAYS, days.length),
                weekly,
                active(periods - 1),
                periods < 2 ? Double.NaN : (double) userDaysBefore / DAYS,
                periods < 2 ? 0 : active(periods - 2),
                Arrays.stream(days).boxed().toList(),
                funnel.count(),
                lastSteps.count());
    }

    private int active(int period) {
        return flows[period][0] + flows[period][1] + flows[period][2];
    }
}
