package io.perennial.training.family;

import java.util.Locale;

/** The unit in which times are read from a table and printed. */
enum TimeUnit {
    DAYS(1),
    WEEKS(7);

    private final double days;

    TimeUnit(double days) {
        this.days = days;
    }

    double days() {
        return days;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
