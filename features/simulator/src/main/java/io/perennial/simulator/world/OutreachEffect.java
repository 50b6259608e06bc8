package io.perennial.simulator.world;

import java.util.Locale;

/**
 * What one outreach truly does to a user: the answer every uplift estimate is judged by.
 *
 * <p>For {@link #LIFT_DAYS} days rates are multiplied by {@link #lift}; a user who is leaving or pausing comes back with
 * probability {@link #winBack}; an engaged user is put off, and begins to leave, with probability {@link #annoyance}.
 */
public enum OutreachEffect {
    PERSUADABLE(0.35, 1.5, 0.25, 0),
    INDIFFERENT(0.50, 1, 0, 0),
    /** Better left alone. */
    SLEEPING_DOG(0.15, 0.9, 0, 0.015);

    /** How long an outreach works, in days, the day it is sent included. */
    public static final int LIFT_DAYS = 14;

    private final double share;
    private final double lift;
    private final double winBack;
    private final double annoyance;

    OutreachEffect(double share, double lift, double winBack, double annoyance) {
        this.share = share;
        this.lift = lift;
        this.winBack = winBack;
        this.annoyance = annoyance;
    }

    /** The id in the truth file. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Multiplier of visit and purchase rates while an outreach works. */
    public double lift() {
        return lift;
    }

    /** Probability that an outreach brings back a user who is leaving or pausing. */
    public double winBack() {
        return winBack;
    }

    /** Probability that an outreach makes an engaged user begin to leave. */
    public double annoyance() {
        return annoyance;
    }

    static OutreachEffect draw(RandomStream random) {
        double left = random.uniform();
        for (OutreachEffect effect : values()) {
            left -= effect.share;
            if (left < 0) {
                return effect;
            }
        }
        return INDIFFERENT;
    }
}
