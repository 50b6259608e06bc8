package io.perennial.http.survey;

import io.perennial.features.event.EventKind;
import io.perennial.features.event.KindSet;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.http.alarm.AlarmKind;
import io.perennial.http.alarm.Reading;
import io.perennial.http.alarm.Signal;
import io.perennial.http.alarm.Signal.Unknown;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Counts what alarms need of users' days, one ledger after the other. A user's weeks are bits: bit k is the k-th week
 * back from the as-of, so that four of them in a row are 28 days.
 */
final class ActivitySignals {

    private static final int WEEK = 7;
    /** Days that are compared with the same weekday before. */
    private static final int DAYS = 3 * WEEK;
    /** Measurements, a week apart. */
    private static final int WINDOWS = 8;
    /** Weeks of a window. */
    private static final int WINDOW_WEEKS = 4;
    /** Windows before one that its penetration is held against. */
    private static final int BEFORE = 3;

    private static final int SHARES = WINDOWS + BEFORE * WINDOW_WEEKS;
    private static final int WEEKS = SHARES + WINDOW_WEEKS - 1;

    private final ChurnRule churn;
    private final KindSet carried;
    private final int firstDay;
    private final int asOf;
    private final int[] daily = new int[DAYS + WEEK];
    private final int[] active = new int[SHARES];
    private final int[] complained = new int[SHARES];
    private final int[] usedCore = new int[SHARES];
    private final int[] fresh = new int[WEEKS];
    private final int[] cameBack = new int[WEEKS];

    /** Counts of a log that begins on a day, epoch day, up to an as-of. */
    ActivitySignals(FeatureContext context, int firstDay, int asOf) {
        this.churn = context.churn();
        this.carried = KindSet.of(context.log().carried());
        this.firstDay = firstDay;
        this.asOf = asOf;
    }

    void add(UserLedger ledger) {
        int activeWeeks = 0;
        int complaintWeeks = 0;
        int coreWeeks = 0;
        int first = Roll.NEVER;
        boolean isBack = false;
        for (LedgerDay day : ledger.days()) {
            int bit = bit(day.day());
            complaintWeeks |= day.count(EventKind.COMPLAINT) > 0 ? bit : 0;
            coreWeeks |= day.count(EventKind.CORE) > 0 ? bit : 0;
            if (day.hasAny(churn.active())) {
                activeWeeks |= bit;
                isBack |= day.day() == first + 1;
                first = first == Roll.NEVER ? day.day() : first;
                int back = asOf - 1 - day.day();
                if (back < daily.length) {
                    daily[back]++;
                }
            }
        }
        windows(activeWeeks, complaintWeeks, coreWeeks);
        if (first != Roll.NEVER) {
            arrived(first + 1, isBack);
        }
    }

    private int bit(int day) {
        int week = (asOf - 1 - day) / WEEK;
        return week < WEEKS ? 1 << week : 0;
    }

    private void windows(int activeWeeks, int complaintWeeks, int coreWeeks) {
        int window = (1 << WINDOW_WEEKS) - 1;
        for (int k = 0; k < SHARES; k++, window <<= 1) {
            if ((activeWeeks & window) != 0) {
                active[k]++;
                complained[k] += (complaintWeeks & window) != 0 ? 1 : 0;
                usedCore[k] += (coreWeeks & window) != 0 ? 1 : 0;
            }
        }
    }

    /** A user who was new on the day before; whether back is not known of the last day there is. */
    private void arrived(int nextDay, boolean isBack) {
        int week = (asOf - 1 - nextDay) / WEEK;
        if (nextDay < asOf && week < WEEKS) {
            fresh[week]++;
            cameBack[week] += isBack ? 1 : 0;
        }
    }

    /** What was counted, as alarms read it. */
    List<Signal> signals() {
        return List.of(
                Signal.of(AlarmKind.ACTIVE_USERS, falls()),
                churn.isPurchaseOnly()
                        ? Signal.unknown(AlarmKind.NEXT_DAY_RETENTION, Unknown.NO_KIND)
                        : Signal.of(AlarmKind.NEXT_DAY_RETENTION, retention()),
                carries(EventKind.COMPLAINT)
                        ? Signal.of(AlarmKind.COMPLAINTS, complaints())
                        : Signal.unknown(AlarmKind.COMPLAINTS, Unknown.NO_KIND),
                carries(EventKind.CORE)
                        ? Signal.of(AlarmKind.PENETRATION, penetration())
                        : Signal.unknown(AlarmKind.PENETRATION, Unknown.NO_KIND));
    }

    private boolean carries(EventKind kind) {
        return carried.intersects(KindSet.of(Set.of(kind)));
    }

    private List<Reading> falls() {
        List<Reading> falls = new ArrayList<>();
        for (int back = 0; back < DAYS && asOf - 1 - back - WEEK >= firstDay; back++) {
            int before = daily[back + WEEK];
            falls.add(reading(asOf - 1 - back, 1 - (double) daily[back] / before, before));
        }
        return falls;
    }

    private List<Reading> complaints() {
        List<Reading> shares = new ArrayList<>();
        for (int k = 0; k < WINDOWS && isCovered(k); k++) {
            shares.add(reading(end(k), (double) complained[k] / active[k], active[k]));
        }
        return shares;
    }

    /** Of users of the first 28 days of a log nobody knows whether they were new. */
    private List<Reading> retention() {
        List<Reading> shares = new ArrayList<>();
        for (int k = 0; k < WINDOWS && isCovered(k + WINDOW_WEEKS); k++) {
            int users = 0;
            int back = 0;
            for (int week = k; week < k + WINDOW_WEEKS; week++) {
                users += fresh[week];
                back += cameBack[week];
            }
            shares.add(reading(end(k), (double) back / users, users));
        }
        return shares;
    }

    private List<Reading> penetration() {
        List<Reading> falls = new ArrayList<>();
        for (int k = 0; k < WINDOWS && isCovered(k + BEFORE * WINDOW_WEEKS); k++) {
            double before = 0;
            for (int window = 1; window <= BEFORE; window++) {
                before += share(k + window * WINDOW_WEEKS) / BEFORE;
            }
            falls.add(reading(end(k), 1 - share(k) / before, active[k]));
        }
        return falls;
    }

    private double share(int window) {
        return (double) usedCore[window] / active[window];
    }

    /** Whether the log reaches back to the first day of a window. */
    private boolean isCovered(int window) {
        return asOf - (window + WINDOW_WEEKS) * WEEK >= firstDay;
    }

    /** The last day of a window. */
    private int end(int window) {
        return asOf - 1 - window * WEEK;
    }

    private static Reading reading(int day, double value, int users) {
        return new Reading(LocalDate.ofEpochDay(day), value, users);
    }
}
