package io.perennial.simulator.life;

import io.perennial.simulator.world.RandomStream;

/** A slow wave of more and less: an autoregression on the log scale, moved once a week, with mean factor 1. */
final class Mood {

    private static final double KEEP = 0.85;
    private static final double SD = 0.35;
    private static final double STEP = SD * Math.sqrt(1 - KEEP * KEEP);
    private static final int EVERY_DAYS = 7;

    private final int phase;
    private double level;
    private double factor;

    Mood(int phase, RandomStream random) {
        this.phase = Math.floorMod(phase, EVERY_DAYS);
        set(SD * random.normal());
    }

    /** The multiplier of today's rates. */
    double factor() {
        return factor;
    }

    void live(int day, RandomStream random) {
        if (Math.floorMod(day, EVERY_DAYS) == phase) {
            set(KEEP * level + STEP * random.normal());
        }
    }

    /** The expected factor of a later day, given the mood after {@code today} was lived. */
    double expected(int today, int later) {
        int moves = moves(later) - moves(today);
        double kept = StrictMath.pow(KEEP, moves);
        return StrictMath.exp(kept * level - SD * SD * kept * kept / 2);
    }

    private int moves(int day) {
        return Math.floorDiv(day - phase, EVERY_DAYS);
    }

    private void set(double next) {
        level = next;
        factor = StrictMath.exp(next - SD * SD / 2);
    }
}
