package io.perennial.simulator.world;

import java.time.LocalDate;

/**
 * How much busier than usual a day is: a yearly wave, two shopping festivals, the spring holiday, and the week.
 *
 * <p>Multipliers of rates, around 1 over a year.
 */
final class Season {

    /** Monday to Sunday. */
    private static final double[] WEEK = {0.92, 0.90, 0.93, 0.97, 1.10, 1.15, 1.03};

    private static final double WAVE = 0.15;
    private static final int PEAK_DAY_OF_YEAR = 330;
    private static final double LEVEL = 0.98;

    private Season() {}

    /** Multiplier of the purchase rate. */
    static double buying(LocalDate date) {
        double wave = 1 + WAVE * StrictMath.cos(2 * Math.PI * (date.getDayOfYear() - PEAK_DAY_OF_YEAR) / 365.25);
        return LEVEL * wave * week(date) * festival(date);
    }

    /** Multiplier of the visit rate: the same shape, half as strong. */
    static double visiting(LocalDate date) {
        return Math.sqrt(buying(date));
    }

    private static double week(LocalDate date) {
        return WEEK[date.getDayOfWeek().getValue() - 1];
    }

    private static double festival(LocalDate date) {
        int day = 100 * date.getMonthValue() + date.getDayOfMonth();
        if (day >= 1109 && day <= 1112) {
            return day == 1111 ? 2.4 : 1.5;
        }
        if (day >= 616 && day <= 619) {
            return day == 618 ? 1.9 : 1.35;
        }
        return day >= 201 && day <= 212 ? 0.65 : 1;
    }
}
