package io.perennial.http.survey;

import java.util.List;

/**
 * Who was active when, by periods of {@value #DAYS} days that end with the as-of. Everybody counts who was ever active,
 * eligible or not.
 *
 * @param flows     the last periods, the oldest first
 * @param cohorts   users by the period they were first active in, the oldest first
 * @param daily     active users a day, mean of the last period
 * @param weekly    users active in the last seven days
 * @param monthly   users active in the last period
 * @param dailyBefore   the mean of the period before, NaN where the log does not reach so far
 * @param monthlyBefore users active in the period before
 * @param days      users active on each of the last {@value #TOLD_DAYS} days, fewer where the log is shorter, the earliest
 *                  first
 * @param funnel    how far users got
 * @param lastSteps what users did before they went quiet
 */
public record Activity(
        List<Flow> flows,
        List<Cohort> cohorts,
        double daily,
        int weekly,
        int monthly,
        double dailyBefore,
        int monthlyBefore,
        List<Integer> days,
        Funnel funnel,
        LastSteps lastSteps) {

    /** Length of a period. */
    public static final int DAYS = 28;

    /** How many days are told one by one at most. */
    public static final int TOLD_DAYS = 3 * DAYS;

    public Activity {
        flows = List.copyOf(flows);
        cohorts = List.copyOf(cohorts);
        days = List.copyOf(days);
    }

    /** Share of a period's active users who are active on a mean day of it. */
    public double stickiness() {
        return monthly == 0 ? Double.NaN : daily / monthly;
    }

    /** The same of the period before. */
    public double stickinessBefore() {
        return monthlyBefore == 0 ? Double.NaN : dailyBefore / monthlyBefore;
    }

    /**
     * What became of users in a period.
     *
     * @param start      first day of the period, epoch day
     * @param fresh      first active in it
     * @param continuing active in it and in the one before
     * @param returning  active in it and before, but not in the one before
     * @param dormant    active in the one before, not in it
     * @param lost       whose silence passed the look-back in it
     */
    public record Flow(int start, int fresh, int continuing, int returning, int dormant, int lost) {}

    /**
     * Users first active in one period.
     *
     * @param start  first day of the period, epoch day
     * @param active how many were active in that period and in each since; the first number is all of them
     */
    public record Cohort(int start, List<Integer> active) {
        public Cohort {
            active = List.copyOf(active);
        }
    }
}
