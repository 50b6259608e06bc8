package io.perennial.simulator.world;

import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The days of a simulation and what is true of each for everybody. Day 0 is the first day of the logs; days from
 * {@link #days} on lie after the logs and are known only to the truth.
 */
public final class Calendar {

    /** The zone of the simulated company. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final LocalDate first;
    private final int days;
    private final long[] startMillis;
    private final String[] dates;
    private final double[] buying;
    private final double[] visiting;

    /**
     * A calendar.
     *
     * @param last   last day of the logs
     * @param days   number of days of the logs, positive
     * @param beyond number of days after the logs that are known as well
     */
    public Calendar(LocalDate last, int days, int beyond) {
        this.first = last.minusDays(days - 1L);
        this.days = days;
        int all = days + beyond;
        startMillis = new long[all];
        dates = new String[all];
        buying = new double[all];
        visiting = new double[all];
        for (int day = 0; day < all; day++) {
            LocalDate date = first.plusDays(day);
            startMillis[day] = date.atStartOfDay(ZONE).toInstant().toEpochMilli();
            dates[day] = date.toString();
            buying[day] = Season.buying(date);
            visiting[day] = Season.visiting(date);
        }
    }

    /** The number of days in the logs. */
    public int days() {
        return days;
    }

    /** The date of a day, also of one before or after the calendar. */
    public LocalDate date(int day) {
        return first.plusDays(day);
    }

    /** The date of a day as ISO text. */
    public String text(int day) {
        return dates[day];
    }

    /** The first instant of a day, in milliseconds since 1970. */
    public long startMillis(int day) {
        return startMillis[day];
    }

    /** How much more is bought on a day than usual. */
    public double buying(int day) {
        return buying[day];
    }

    /** How much more is visited on a day than usual. */
    public double visiting(int day) {
        return visiting[day];
    }
}
