package io.perennial.training.nbd;

import java.util.Locale;

/** Something about the data that a fit can't cure and its reader must know. */
public sealed interface DataWarning {

    /** One English sentence for a report. */
    String message();

    /**
     * The log seems to begin in the middle of a business: many users' first purchase in it is not their first.
     *
     * @param early firsts in the log's first {@code days}
     * @param usual firsts per as many days afterwards, averaged over twice the time
     * @param days  length of the stretches compared
     */
    record LeftTruncated(double early, double usual, int days) implements DataWarning {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "%.0f users appear first in the log's first %d days, %.0f in as many days later: many were"
                            + " customers before, so ages are too short and P(alive) is not shown.",
                    early,
                    days,
                    usual);
        }
    }

    /**
     * Users who buy more often spend visibly more or less a time, which Gamma-Gamma rules out.
     *
     * @param correlation between repeats and mean basket
     * @param users       over which it was taken
     */
    record SpendFollowsFrequency(double correlation, int users) implements DataWarning {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "Mean basket and number of repeats correlate by %.2f over %d users: Gamma-Gamma takes them as"
                            + " independent, so values of frequent buyers are biased.",
                    correlation,
                    users);
        }
    }
}
