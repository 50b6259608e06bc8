package io.perennial.scoring.nbd;

import io.perennial.features.time.OutcomeWindow;

/**
 * A stretch of days after the last visible day: {@code (start, start + length]}.
 *
 * @param start  days between the last visible day and the window, 0 or more
 * @param length days in the window, more than 0
 */
public record FutureWindow(double start, double length) {

    private static final double MAX_DAYS = 36_525;

    public FutureWindow {
        if (!(start >= 0 && start <= MAX_DAYS)) {
            throw new IllegalArgumentException("window start of " + start + " days is outside [0, 36525]");
        }
        if (!(length > 0 && length <= MAX_DAYS)) {
            throw new IllegalArgumentException("window length of " + length + " days is outside (0, 36525]");
        }
    }

    /**
     * The window in which outcomes are read.
     *
     * <p>The last visible day is as-of - 1, so day {@code as-of + gap} is {@code gap + 1} days after it: the outcome
     * days are exactly the whole days of {@code (gap, gap + horizon]}.
     */
    public static FutureWindow of(OutcomeWindow window) {
        return new FutureWindow(window.gapDays(), window.horizonDays());
    }

    /** Days from the last visible day to the end of the window. */
    public double end() {
        return start + length;
    }
}
