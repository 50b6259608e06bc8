package io.perennial.simulator.life;

import java.util.Locale;

/** Where a user stands in the hidden process. */
public enum Stage {
    /** Not yet a user. */
    BEFORE,
    ENGAGED,
    /** Silent, and will come back. */
    PAUSED,
    /** Leaving: less activity every day. */
    DECLINING,
    /** Dropped out for good. */
    GONE;

    /** The id in the truth file. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the user is one and has not dropped out. */
    public boolean isAlive() {
        return this != BEFORE && this != GONE;
    }
}
