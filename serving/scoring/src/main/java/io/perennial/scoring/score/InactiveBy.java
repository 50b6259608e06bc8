package io.perennial.scoring.score;

import java.util.OptionalInt;

/**
 * The probability that a user is still without an active event when some days of the outcome window have passed.
 *
 * @param day         days of the outcome window that have passed, at least 1; with the horizon it is the churn probability
 * @param probability in [0, 1]; never rises with the day
 */
public record InactiveBy(int day, double probability) {

    private static final String OUTPUT = "p_inactive_by_day_";

    /** The name of the churn model's output for a day. */
    public static String output(int day) {
        return OUTPUT + day;
    }

    /** The day that an output of a churn model is for; empty for any other output. */
    static OptionalInt dayOf(String output) {
        String day = output.startsWith(OUTPUT) ? output.substring(OUTPUT.length()) : "";
        return day.matches("[1-9][0-9]{0,5}") ? OptionalInt.of(Integer.parseInt(day)) : OptionalInt.empty();
    }
}
