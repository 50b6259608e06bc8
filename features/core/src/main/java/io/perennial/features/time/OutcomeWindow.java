package io.perennial.features.time;

/**
 * Where outcomes are read: the days {@code [as-of + gap, as-of + gap + horizon)}.
 *
 * @param gapDays     days between the as-of and the first outcome day, not negative
 * @param horizonDays length of the window in days, positive
 */
public record OutcomeWindow(int gapDays, int horizonDays) {

    /** What a gap may be. */
    public static final DayRange GAPS = new DayRange(0, 3_650);

    /** What a horizon may be. */
    public static final DayRange HORIZONS = new DayRange(1, 3_650);

    public OutcomeWindow {
        require("gap", gapDays, GAPS);
        require("horizon", horizonDays, HORIZONS);
    }

    private static void require(String name, int days, DayRange allowed) {
        if (!allowed.contains(days)) {
            throw new IllegalArgumentException(name + " of " + days + " days is not " + allowed);
        }
    }

    /** The first day of the window, as epoch day. */
    public int start(int asOf) {
        return asOf + gapDays;
    }

    /** The day after the last day of the window, as epoch day. */
    public int end(int asOf) {
        return asOf + gapDays + horizonDays;
    }

    /** Gap and horizon together: how long after an as-of its outcome is known. */
    public int days() {
        return gapDays + horizonDays;
    }

    /** Days from one snapshot to the next where outcomes of such windows are learned: a sixth of the horizon, at least 7. */
    public int stepDays() {
        return Math.max(7, horizonDays / 6);
    }

    /** Whether the window of {@code asOf} lies wholly before {@code today}, so that its outcome is known then. */
    public boolean isClosed(int asOf, int today) {
        return end(asOf) <= today;
    }
}
