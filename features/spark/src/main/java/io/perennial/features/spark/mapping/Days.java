package io.perennial.features.spark.mapping;

import io.perennial.features.time.DayCount;

/** Lengths of time in whole days, written {@code 90}, {@code 90d} or {@code 12w}. */
public final class Days {

    private Days() {}

    /**
     * The number of days.
     *
     * @throws WrongUse where the text has another form, naming {@code where}
     */
    public static int parse(String text, String where) {
        return DayCount.read(text).orElseThrow(() -> new WrongUse(where + " '" + text + "' " + DayCount.REFUSAL));
    }
}
