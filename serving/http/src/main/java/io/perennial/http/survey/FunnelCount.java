package io.perennial.http.survey;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.survey.Funnel.Reached;
import io.perennial.http.survey.Funnel.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts how far users got, one ledger after the other. */
final class FunnelCount {

    private final FeatureContext context;
    private final int asOf;
    private final boolean isCovered;
    private final List<Step> steps;
    private final int[] now;
    private final int[] before;

    /** Counts of a log that begins on a day, epoch day, up to an as-of. */
    FunnelCount(FeatureContext context, int firstDay, int asOf) {
        this.context = context;
        this.asOf = asOf;
        this.isCovered = asOf - 2 * Activity.DAYS >= firstDay;
        this.steps = Arrays.stream(Step.values())
                .filter(step ->
                        step.kind().map(context.log().carried()::contains).orElse(true))
                .toList();
        this.now = new int[steps.size()];
        this.before = new int[steps.size()];
    }

    void add(UserLedger ledger) {
        add(ledger, asOf - Activity.DAYS, now);
        add(ledger, asOf - 2 * Activity.DAYS, before);
    }

    private void add(UserLedger ledger, int start, int[] reached) {
        for (int i = 0; i < reached.length && takes(ledger, start, steps.get(i)); i++) {
            reached[i]++;
        }
    }

    private boolean takes(UserLedger ledger, int start, Step step) {
        int days = 0;
        List<LedgerDay> all = ledger.days();
        for (int i = all.size() - 1; i >= 0 && all.get(i).day() >= start && days < step.days(); i--) {
            boolean isInside = all.get(i).day() < start + Activity.DAYS;
            days += isInside && asks(all.get(i), step) ? 1 : 0;
        }
        return days >= step.days();
    }

    private boolean asks(LedgerDay day, Step step) {
        return step.kind().isPresent()
                ? has(day, step.kind().get())
                : day.hasAny(context.churn().active());
    }

    private static boolean has(LedgerDay day, EventKind kind) {
        return day.count(kind) > 0;
    }

    Funnel count() {
        List<Reached> reached = new ArrayList<>();
        for (int i = 0; i < now.length; i++) {
            reached.add(new Reached(steps.get(i), now[i]));
        }
        return new Funnel(reached, isCovered ? Arrays.stream(before).boxed().toList() : List.of());
    }
}
