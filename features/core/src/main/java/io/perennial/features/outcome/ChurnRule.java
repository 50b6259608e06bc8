package io.perennial.features.outcome;

import io.perennial.features.event.EventKind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What counts as being alive, and for how long after it a user is still judged.
 *
 * @param active       kinds that are activity; never a received kind, never empty
 * @param lookbackDays a user is eligible at an as-of when active within so many days before it
 */
public record ChurnRule(Set<EventKind> active, int lookbackDays) {

    public ChurnRule {
        if (active.isEmpty()) {
            throw new IllegalArgumentException("churn.active names no kind; name at least one, such as \"purchase\"");
        }
        for (EventKind kind : active) {
            if (kind.isReceived()) {
                throw new IllegalArgumentException("churn.active names " + kind.id()
                        + ", which users only receive; outreach received is never activity");
            }
        }
        active = Collections.unmodifiableSet(EnumSet.copyOf(active));
        if (lookbackDays < 1) {
            throw new IllegalArgumentException("churn.lookback of " + lookbackDays + " days is not positive");
        }
    }

    /**
     * Whether a user is still judged: models learn from eligible users and alarms ring for them alone.
     *
     * @param silenceDays days from the last active day to the last visible day; NaN for a user never active
     */
    public boolean isEligible(double silenceDays) {
        return silenceDays < lookbackDays;
    }

    /** Whether buying is all there is to being alive: who stays has bought, and who has bought stays. */
    public boolean isPurchaseOnly() {
        return active.equals(EnumSet.of(EventKind.PURCHASE));
    }

    /** The default look-back for a horizon: max(2 x horizon, 90 days). */
    public static int defaultLookback(int horizonDays) {
        return Math.max(2 * horizonDays, 90);
    }
}
