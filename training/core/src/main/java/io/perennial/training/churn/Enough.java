package io.perennial.training.churn;

import java.util.Optional;

/** Whether users are enough to learn churn from. */
public final class Enough {

    /** Fewer users than this teach a model their own noise. */
    private static final int USERS = 50;

    /**
     * Fewer churners or stayers than this can't be told from chance. Users and not rows: one user alone may have rows on a
     * dozen days, and folds of users give all of them to one side.
     */
    private static final int OF_A_CLASS = 10;

    private Enough() {}

    /**
     * What is lacking, in words; empty where nothing is.
     *
     * @param users    users among the rows
     * @param churners users who churned as of any day
     * @param stayers  users who stayed as of any day; who did both counts in both
     */
    public static Optional<String> lacking(long users, long churners, long stayers) {
        if (users < USERS) {
            return Optional.of("only " + users + " users to learn from, " + USERS + " are needed");
        }
        return Math.min(churners, stayers) < OF_A_CLASS
                ? Optional.of(churners + " of " + users + " users churned and " + stayers + " stayed; " + OF_A_CLASS
                        + " of either outcome are needed")
                : Optional.empty();
    }
}
