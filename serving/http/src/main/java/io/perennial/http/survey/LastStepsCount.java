package io.perennial.http.survey;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.survey.LastSteps.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts the last steps of users, one ledger after the other. */
final class LastStepsCount {

    private static final int STEPS = 3;
    private static final int TOLD = 8;
    private static final int BASE = EventKind.COUNT + 1;

    /** What tells most of a day, the most telling first; outreach received is no step. */
    private static final List<EventKind> TELLING = List.of(
            EventKind.CANCEL,
            EventKind.COMPLAINT,
            EventKind.REFUND,
            EventKind.PURCHASE,
            EventKind.SUBSCRIBE,
            EventKind.CORE,
            EventKind.CONTENT,
            EventKind.INVITE,
            EventKind.SOCIAL,
            EventKind.COUPON,
            EventKind.NPS,
            EventKind.SENTIMENT,
            EventKind.CLICK,
            EventKind.OPEN,
            EventKind.VISIT);

    private final FeatureContext context;
    private final int asOf;
    private final Map<Integer, int[]> counts = new TreeMap<>();
    private int quiet;
    private int lively;

    LastStepsCount(FeatureContext context, int asOf) {
        this.context = context;
        this.asOf = asOf;
    }

    /** Counts an eligible user. */
    void add(UserLedger ledger) {
        int code = 0;
        int steps = 0;
        int last = Roll.NEVER;
        for (int i = ledger.days().size() - 1; i >= 0 && (steps < STEPS || last == Roll.NEVER); i--) {
            LedgerDay day = ledger.days().get(i);
            last = last == Roll.NEVER && day.hasAny(context.churn().active()) ? day.day() : last;
            Optional<EventKind> step = steps < STEPS ? telling(day) : Optional.empty();
            if (step.isPresent()) {
                code = code * BASE + step.get().index() + 1;
                steps++;
            }
        }
        boolean isQuiet = last < asOf - Activity.DAYS;
        quiet += isQuiet ? 1 : 0;
        lively += isQuiet ? 0 : 1;
        counts.computeIfAbsent(code, any -> new int[2])[isQuiet ? 0 : 1]++;
    }

    private static Optional<EventKind> telling(LedgerDay day) {
        for (EventKind kind : TELLING) {
            if (day.count(kind) > 0) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    LastSteps count() {
        List<Path> paths = new ArrayList<>();
        counts.forEach((code, its) -> {
            if (its[0] > 0) {
                paths.add(new Path(kinds(code), its[0], its[1]));
            }
        });
        LastSteps all = new LastSteps(quiet, lively, paths);
        return new LastSteps(
                quiet,
                lively,
                paths.stream()
                        .filter(path -> all.excess(path) > 0)
                        .sorted(Comparator.comparingDouble(path -> -all.excess(path)))
                        .limit(TOLD)
                        .toList());
    }

    /** The steps of a code, whose last digit is the earliest. */
    private static List<EventKind> kinds(int code) {
        List<EventKind> kinds = new ArrayList<>();
        for (int rest = code; rest > 0; rest /= BASE) {
            kinds.add(EventKind.at(rest % BASE - 1));
        }
        return kinds;
    }
}
