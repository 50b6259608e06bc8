package io.perennial.training.value;

import io.perennial.training.data.Rows;
import io.perennial.training.learner.Learned;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** One way to learn what a user is worth given that they stay, from users who stayed. */
interface ValueRecipe {

    /** The id in reports and manifests. */
    String id();

    /** Whether it is one of the naive rules that set the floor. */
    boolean isNaive();

    /** What it is, in one English phrase. */
    String description();

    /** Why it can't be learned from these rows of retained users, or empty where it can. */
    Optional<String> obstacle(Rows retained);

    /** Whether it is given the rows of everybody rather than of those who stayed. */
    default boolean learnsFromEverybody() {
        return false;
    }

    /** How many days of history it adds up, as far as the log shows them: what it says grows with a young log. */
    default int daysRead() {
        return 0;
    }

    /**
     * Learns from rows of retained users.
     *
     * @param retained users who stayed
     * @param amount   what each was worth, by position
     * @return a number that is not negative, in the unit of the amounts
     */
    Learned fit(Rows retained, IntToDoubleFunction amount, long seed);
}
