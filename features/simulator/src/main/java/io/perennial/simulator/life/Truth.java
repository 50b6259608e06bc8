package io.perennial.simulator.life;

import io.perennial.simulator.world.Calendar;

/**
 * What is true of a user at the end of the logs and hidden from them.
 *
 * @param life      the user, lived to the last day of the logs
 * @param value90   expected purchases less refunds in the 90 days after, in currency units, without further outreach
 * @param value180  the same for 180 days
 * @param touch90   what one outreach on the first day after the logs adds to {@code value90}
 */
public record Truth(Life life, double value90, double value180, double touch90) {

    /** How many days after the logs a calendar must know for this. */
    public static final int BEYOND = 180;

    /** The truth of a life that was lived to the end of the logs. */
    public static Truth of(Life life, Calendar calendar) {
        int today = calendar.days() - 1;
        double value90 = Expectation.value(life, calendar, today, 90, false);
        double value180 = Expectation.value(life, calendar, today, BEYOND, false);
        double touched =
                life.user().contact().reachable() ? Expectation.value(life, calendar, today, 90, true) - value90 : 0;
        return new Truth(life, value90, value180, touched);
    }
}
