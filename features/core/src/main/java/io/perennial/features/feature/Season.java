package io.perennial.features.feature;

import java.time.LocalDate;

/** A day's place in the year as a point on the unit circle, so that December lies next to January. */
final class Season {

    private Season() {}

    static double sin(int epochDay) {
        return StrictMath.sin(angle(epochDay));
    }

    static double cos(int epochDay) {
        return StrictMath.cos(angle(epochDay));
    }

    /** 0 at the start of 1 January, 2 pi at the end of 31 December; noon of the day is taken. */
    private static double angle(int epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        return 2 * Math.PI * (date.getDayOfYear() - 0.5) / date.lengthOfYear();
    }
}
