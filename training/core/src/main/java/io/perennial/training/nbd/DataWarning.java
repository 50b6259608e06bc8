package io.perennial.training.nbd;

import io.perennial.scoring.nbd.NbdFamily;
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

    /**
     * Members that fit the data alike say of very different shares of the users that they have not left.
     *
     * @param one       the member chosen
     * @param alive     its mean P(alive)
     * @param other     a member whose likelihood is as good but for chance
     * @param differing that member's mean P(alive)
     */
    record AliveUnsettled(NbdFamily one, double alive, NbdFamily other, double differing) implements DataWarning {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "%s and %s fit alike, yet hold %.0f %% and %.0f %% of the users for alive: P(alive) is not shown.",
                    one.title(),
                    other.title(),
                    100 * alive,
                    100 * differing);
        }
    }
}
