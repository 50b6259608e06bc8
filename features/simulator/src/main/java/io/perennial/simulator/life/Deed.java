package io.perennial.simulator.life;

import io.perennial.simulator.world.Traits;

/**
 * One thing that happened to one user.
 *
 * @param user        who
 * @param day         which day of the calendar
 * @param second      second of that day, local time, in 0..86399
 * @param act         what
 * @param id          unique over the simulation; a refund shares its order's
 * @param number      duration in seconds, answer 0..10 or tone in thousandths, as the act has it
 * @param amountMinor money in minor units, or 0
 * @param item        what it was about, or empty
 * @param channel     where it happened, or empty
 * @param coupon      coupon used, or empty
 */
public record Deed(
        Traits user,
        int day,
        int second,
        Act act,
        long id,
        int number,
        long amountMinor,
        String item,
        String channel,
        String coupon) {}
