package io.perennial.features.outcome;

import io.perennial.features.ledger.UserLedger;
import io.perennial.features.time.OutcomeWindow;
import java.util.List;

/** The horizons that value is told at beside that of the scores: a month, a quarter, half a year, a year. */
public final class ValueHorizons {

    /** Their lengths in days, ascending. */
    public static final List<Integer> DAYS = List.of(30, 90, 180, 365);

    private ValueHorizons() {}

    /**
     * The value of a user over each horizon that is over, minor units, shortest first: what the value model learns of
     * time.
     *
     * @param gapDays days between the as-of and the first day that counts, the same for all horizons
     * @param today   the first day not yet seen: a horizon that reaches it or beyond is left out
     */
    public static long[] closed(UserLedger ledger, int asOf, int gapDays, int today, ValueRule value) {
        return DAYS.stream()
                .map(days -> new OutcomeWindow(gapDays, days))
                .filter(window -> window.isClosed(asOf, today))
                .mapToLong(window -> Outcome.value(ledger, asOf, window, value))
                .toArray();
    }
}
