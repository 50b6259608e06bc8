package io.perennial.http.config;

import java.time.Duration;

/**
 * How much may be asked for at once.
 *
 * @param inFlight    requests answered at once; more are refused before their body is read
 * @param connections open connections; more wait to be accepted
 * @param perSecond   requests a second of one caller in the long run; 0 where they are not counted
 * @param burst       requests of one caller at once, where they are counted
 * @param bodyWithin  longest time a body may take to arrive, and each part of an answer to be read
 * @param idle        longest silence of a connection
 */
public record LimitConfig(int inFlight, int connections, int perSecond, int burst, Duration bodyWithin, Duration idle) {

    private static final int MOST = 100_000;

    public LimitConfig {
        require(inFlight >= 1 && inFlight <= MOST, "in_flight", inFlight, "1 to 100000");
        require(connections >= 1 && connections <= MOST, "connections", connections, "1 to 100000");
        require(perSecond >= 0 && perSecond <= MOST, "per_second", perSecond, "0 to 100000");
        require(burst >= 1 && burst <= MOST, "burst", burst, "1 to 100000");
        requireMillis(bodyWithin, "body_millis");
        requireMillis(idle, "idle_millis");
    }

    /** 128 at once over 1,024 connections, callers not counted, bodies and answers within ten seconds. */
    public static LimitConfig defaults() {
        return new LimitConfig(128, 1_024, 0, 100, Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    /** How many of those answered at once may wait for a database: the others are for who does without. */
    public int atStore() {
        return Math.max(1, inFlight / 4);
    }

    static LimitConfig read(Section section) {
        LimitConfig defaults = defaults();
        return new LimitConfig(
                section.count("in_flight", defaults.inFlight()),
                section.count("connections", defaults.connections()),
                section.count("per_second", defaults.perSecond()),
                section.count("burst", defaults.burst()),
                section.millis("body_millis", defaults.bodyWithin()),
                section.millis("idle_millis", defaults.idle()));
    }

    private static void requireMillis(Duration duration, String key) {
        long millis = duration.toMillis();
        require(millis >= 10 && millis <= 600_000, key, millis, "10 to 600000");
    }

    private static void require(boolean holds, String key, long value, String range) {
        ServerConfig.require(holds, "limits." + key, value, range);
    }
}
