package io.perennial.simulator.world;

import java.util.Locale;

/** What sort of user somebody is; the rates differ from user to user within a sort. */
public enum Archetype {
    /** Visits, uses the product, may buy. */
    REGULAR(0.79),
    /** Publishes and interacts more than others. */
    CREATOR(0.08),
    /** Hardly ever seen in the app, yet pays. */
    SILENT_PAYER(0.05),
    /** Checks in for points and does nothing else. */
    CHECK_IN_ONLY(0.06),
    /** An address somebody imported: receives outreach, never does anything. */
    CONTACT(0.02);

    private final double share;

    Archetype(double share) {
        this.share = share;
    }

    /** The id in the truth file. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Archetype draw(RandomStream random) {
        double left = random.uniform();
        for (Archetype archetype : values()) {
            left -= archetype.share;
            if (left < 0) {
                return archetype;
            }
        }
        return REGULAR;
    }
}
