package io.perennial.simulator.world;

/**
 * An outreach to many users on one day, sent to a random part of those who can be reached.
 *
 * @param number  its place in the plan, from 0
 * @param name    its name in the logs
 * @param channel how it is sent
 * @param day     the day it is sent
 */
public record Campaign(int number, String name, String channel, int day) {

    /** Share of reachable users it is sent to. */
    public static final double SENT = 0.22;

    /** Share of reachable users kept back to compare with. */
    public static final double HELD_OUT = 0.06;

    /** What chance decided for a user. */
    public enum Arm {
        SENT,
        HELD_OUT,
        /** Not part of the campaign. */
        OUTSIDE
    }

    /** The arm of a user: random, independent of everything the user is or did, and the same whenever asked. */
    public Arm arm(long seed, int user) {
        double draw = RandomStream.of(seed, user, ~(long) number).uniform();
        return draw < SENT ? Arm.SENT : draw < SENT + HELD_OUT ? Arm.HELD_OUT : Arm.OUTSIDE;
    }
}
