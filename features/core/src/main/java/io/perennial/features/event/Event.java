package io.perennial.features.event;

import java.time.Instant;
import java.util.Objects;

/**
 * One thing a user did or received.
 *
 * @param user        the user after aliases are resolved; not blank
 * @param at          when it happened
 * @param kind        what it was
 * @param amountMinor money in minor units of the log's currency, not negative; 0 where the kind carries none
 * @param seconds     duration of a visit in seconds, not negative; 0 where unknown
 * @param score       the answer of {@link EventKind#NPS} (0..10) or the tone of {@link EventKind#SENTIMENT}
 *                    (-1000..1000); 0 for every other kind
 * @param item        what it was about, or empty
 * @param channel     where it happened, or empty
 * @param campaign    the campaign it belongs to, or empty
 * @param id          the log's own id of the event, or empty
 */
public record Event(
        String user,
        Instant at,
        EventKind kind,
        long amountMinor,
        int seconds,
        int score,
        String item,
        String channel,
        String campaign,
        String id) {

    /** The longest id of a user, characters. */
    public static final int LONGEST_USER = 256;

    /** The largest amount of one event in minor units; some 900,000 such still fit a {@code long}. */
    public static final long MOST_MINOR = 10_000_000_000_000L;

    /** The longest visit, seconds. */
    public static final int LONGEST_SECONDS = 31 * 86_400;

    /** The first moment of an event. */
    public static final Instant FIRST = Instant.EPOCH;

    /** The moment before which every event lies. */
    public static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

    public Event {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(kind, "kind");
        if (user.isBlank()) {
            throw new IllegalArgumentException(kind.id() + " at " + at + " has no user");
        }
        if (amountMinor < 0) {
            throw new IllegalArgumentException(kind.id() + " of user " + user + " at " + at + " has negative amount "
                    + amountMinor + " minor units; record money given back as refund with a positive amount");
        }
        if (seconds < 0) {
            throw new IllegalArgumentException(
                    kind.id() + " of user " + user + " at " + at + " has negative duration " + seconds + " s");
        }
        if (kind == EventKind.NPS && (score < 0 || score > 10)) {
            throw new IllegalArgumentException("nps of user " + user + " at " + at + " is " + score + ", not 0..10");
        }
        if (kind == EventKind.SENTIMENT && (score < -1000 || score > 1000)) {
            throw new IllegalArgumentException(
                    "sentiment of user " + user + " at " + at + " is " + score + ", not -1000..1000");
        }
    }

    /** An event that carries nothing but its kind. */
    public static Event of(String user, Instant at, EventKind kind) {
        return new Event(user, at, kind, 0, 0, 0, "", "", "", "");
    }

    /** A purchase or refund. */
    public static Event money(String user, Instant at, EventKind kind, long amountMinor) {
        return new Event(user, at, kind, amountMinor, 0, 0, "", "", "", "");
    }

    /** Whether a user of this id can be asked for, and erased, by a path of HTTP: the character of code 0 stands in none. */
    public static boolean isAddressable(String user) {
        return user.indexOf('\0') < 0;
    }

    /** Whether an id has bytes in UTF-8, which half of a surrogate pair has not: different ids would become one. */
    public static boolean isWhole(String id) {
        return id.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }
}
