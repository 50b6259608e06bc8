package io.perennial.http.config;

/**
 * How users are split between versions.
 *
 * @param salt              what makes this split another than the last; change it to draw the arms anew
 * @param holdoutPercent    users nobody may act on, 0 to 50
 * @param challengerPercent of the others, those the challenger answers, 0 to 100
 * @param shadow            whether the challenger also scores what the champion answers, unseen
 */
public record TrafficConfig(String salt, double holdoutPercent, double challengerPercent, boolean shadow) {

    private static final double MOST_HELD_OUT = 50;

    public TrafficConfig {
        if (!(holdoutPercent >= 0 && holdoutPercent <= MOST_HELD_OUT)) {
            throw new IllegalArgumentException("traffic.holdout_percent is " + holdoutPercent + ", not 0 to 50");
        }
        if (!(challengerPercent >= 0 && challengerPercent <= 100)) {
            throw new IllegalArgumentException("traffic.challenger_percent is " + challengerPercent + ", not 0 to 100");
        }
    }

    /** Nobody held out, no user given to a challenger, shadow scoring where there is one. */
    public static TrafficConfig defaults() {
        return new TrafficConfig("", 0, 0, true);
    }

    static TrafficConfig read(Section section) {
        TrafficConfig defaults = defaults();
        return new TrafficConfig(
                section.text("salt", defaults.salt()),
                section.decimal("holdout_percent", defaults.holdoutPercent()),
                section.decimal("challenger_percent", defaults.challengerPercent()),
                section.truth("shadow", defaults.shadow()));
    }
}
