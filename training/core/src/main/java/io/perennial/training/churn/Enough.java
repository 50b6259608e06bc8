package io.perennial.training.churn;

import java.util.Optional;

/** Whether rows are enough to learn churn from. */
public final class Enough {

    /** Fewer users than this teach a model their own noise. */
    private static final int USERS = 50;

    /** Fewer churners or stayers than this can't be told from chance. */
    private static final int OF_A_CLASS = 10;

    private Enough() {}

    /**
     * What is lacking, in words; empty where nothing is.
     *
     * @param users   users among the rows
     * @param rows    how many rows
     * @param churned how many of them churned
     */
    public static Optional<String> lacking(long users, long rows, long churned) {
        if (users < USERS) {
            return Optional.of("only " + users + " users to learn from, " + USERS + " are needed");
        }
        return Math.min(churned, rows - churned) < OF_A_CLASS
                ? Optional.of(
                        churned + " of " + rows + " rows churned; " + OF_A_CLASS + " of either outcome are needed")
                : Optional.empty();
    }
}
