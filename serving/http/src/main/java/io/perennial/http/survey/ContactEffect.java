package io.perennial.http.survey;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What contacting achieved: outcomes of users who might be contacted beside those of the hold-out, each user in the own
 * arm whether contacted or not (by intention to treat).
 *
 * @param mayAct  users who might be contacted
 * @param holdout users nobody was to contact
 * @param churn   difference of the shares that churned, the first less the hold-out; empty where too few tell it
 * @param value   difference of the mean value in the outcome window, major units; empty where too few tell it, or the
 *                log carries no money
 */
public record ContactEffect(Group mayAct, Group holdout, Optional<Difference> churn, Optional<Difference> value) {

    /** With fewer users in an arm nothing is said. */
    public static final int LEAST_USERS = 50;

    /** With fewer users of an arm who brought money nothing is said of it. */
    public static final int LEAST_PAYING = 10;

    /**
     * One arm.
     *
     * @param users    how many
     * @param churned  how many were not active in the outcome window
     * @param expected how many it was expected of: the sum of their churn probabilities
     * @param paying   how many brought money in the window
     * @param value    what they brought in all, major units; NaN where the log carries no money
     * @param contacted how many were sent anything from the as-of to the end of the window; empty where the log carries
     *                  no outreach
     */
    public record Group(int users, int churned, double expected, int paying, double value, OptionalInt contacted) {

        /** Share that churned, NaN where nobody is in the arm. */
        public double churnShare() {
            return (double) churned / users;
        }

        /** Share it was expected of: where the arms differ in it, they were not alike to begin with. */
        public double expectedShare() {
            return expected / users;
        }

        /** What a user brought in the mean. */
        public double meanValue() {
            return value / users;
        }
    }

    /** Whether somebody was contacted, as far as the log can tell: what nobody did has no effect. */
    public boolean mayHaveEffect() {
        return mayAct.contacted().orElse(1) > 0;
    }

    /** Whether the log tells who was contacted. */
    public boolean tellsContacts() {
        return mayAct.contacted().isPresent();
    }

    /** Whether anybody was held out. */
    public boolean hasHoldout() {
        return holdout.users() > 0;
    }
}
