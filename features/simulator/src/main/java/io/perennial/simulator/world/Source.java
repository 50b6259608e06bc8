package io.perennial.simulator.world;

import java.util.Locale;

/** How a user was acquired. Users of different sources leave at different rates. */
public enum Source {
    ORGANIC(0.40, 1.0),
    ADS(0.30, 1.5),
    REFERRAL(0.15, 0.6),
    STORE(0.10, 0.8),
    PARTNER(0.05, 1.3);

    private final double share;
    private final double hazard;

    Source(double share, double hazard) {
        this.share = share;
        this.hazard = hazard;
    }

    /** The id in logs and truth. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Multiplier of the rate at which users of this source begin to leave. */
    double hazard() {
        return hazard;
    }

    static Source draw(RandomStream random) {
        double left = random.uniform();
        for (Source source : values()) {
            left -= source.share;
            if (left < 0) {
                return source;
            }
        }
        return ORGANIC;
    }
}
