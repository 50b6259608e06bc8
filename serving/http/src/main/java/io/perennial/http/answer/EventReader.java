package io.perennial.http.answer;

import io.perennial.command.toml.Nearest;
import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.event.NoValue;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.http.api.Fields;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads events of requests, inline or to be kept: the one place that says what an event must be.
 *
 * @param log whose money and days they are
 */
public record EventReader(LogDefinition log) {

    private static final Set<String> FIELDS =
            new TreeSet<>(Set.of("at", "kind", "amount", "seconds", "score", "item", "channel", "campaign", "id"));
    private static final Set<String> WITH_USER = withUser();
    private static final Set<String> TOUCH = Set.of("at", "channel", "id");

    private static final int LONGEST_CHANNEL = 64;

    private static final String WHOLE = " characters, none of them half of a surrogate pair";

    /** The longest id of an event, characters. */
    public static final int LONGEST_ID = 256;

    /** An event of a user who is named elsewhere. */
    public Event read(Fields fields, String user) {
        return event(fields.only(FIELDS), user);
    }

    /** An event that names its user, and has an id by which it is told from its repetitions. */
    public Event withUserAndId(Fields fields) {
        Event event = event(fields.only(WITH_USER), user(fields));
        id(fields, event.id());
        return event;
    }

    private static String id(Fields fields, String id) {
        if (id.isBlank() || id.length() > LONGEST_ID || !Event.isWhole(id) || NoValue.isWord(id.strip())) {
            throw fields.wrong(
                    "id",
                    "an id of 1 to " + LONGEST_ID + WHOLE
                            + ", and no word for nothing such as NULL; with one an event can be sent again safely");
        }
        return id;
    }

    /**
     * An outreach to a user who is named elsewhere. Where it tells no instant it is of a day's beginning, and where it has
     * no id it is the one of its user, day and channel: told twice, it is the same event.
     */
    public Event touch(Fields fields, String user, LocalDate today) {
        fields.only(TOUCH);
        Instant at = fields.has("at")
                ? instant(fields)
                : today.atStartOfDay(log.zone()).toInstant();
        String channel = text(fields, "channel");
        if (channel.length() > LONGEST_CHANNEL) {
            throw fields.wrong("channel", "a name of at most " + LONGEST_CHANNEL + " characters");
        }
        String id = fields.has("id") ? id(fields, fields.text("id")) : contactId(user, log.day(at), channel);
        return new Event(user, at, EventKind.TOUCH, 0, 0, 0, "", channel, "", id);
    }

    /** Another for every other contact, whatever colons there are in users and channels; stores keep such ids. */
    private static String contactId(String user, int day, String channel) {
        return (user + channel).indexOf(':') < 0
                ? String.join(":", "contact", user, "" + day, channel)
                : String.join(":", "contact", "" + day, "" + channel.length(), channel, user);
    }

    /** The user a row names. */
    public static String user(Fields row) {
        return user(row.text("user"))
                .orElseThrow(() -> row.wrong(
                        "user",
                        "an id of 1 to " + Event.LONGEST_USER + WHOLE
                                + " or of code 0, and no word for nobody such as NULL"));
    }

    /** The user a text names; empty where it can be no id, nor be one of a log. */
    public static Optional<String> user(String text) {
        return Optional.of(text.strip())
                .filter(user -> !user.isEmpty() && user.length() <= Event.LONGEST_USER && Event.isWhole(user))
                .filter(user -> Event.isAddressable(user) && !NoValue.isWord(user));
    }

    private Event event(Fields fields, String user) {
        String kindId = fields.text("kind");
        EventKind kind =
                EventKind.of(kindId).orElseThrow(() -> fields.wrong("kind", "an event kind" + kindAdvice(kindId)));
        if (kind.hasAmount() && !fields.has("amount")) {
            throw fields.wrong("amount", "given: a " + kind.id() + " carries one");
        }
        if (kind.hasScore() && !fields.has("score")) {
            throw fields.wrong("score", "given: " + kind.id() + " carries one");
        }
        long amount = amount(fields);
        int seconds = fields.integer("seconds", 0, 0, Event.LONGEST_SECONDS);
        int score = fields.integer("score", 0, -1000, 1000);
        refuseUnread(fields, kind, "amount", amount, kind.hasAmount());
        refuseUnread(fields, kind, "seconds", seconds, kind == EventKind.VISIT);
        refuseUnread(fields, kind, "score", score, kind.hasScore());
        try {
            return new Event(
                    user,
                    instant(fields),
                    kind,
                    amount,
                    seconds,
                    score,
                    text(fields, "item"),
                    text(fields, "channel"),
                    text(fields, "campaign"),
                    text(fields, "id"));
        } catch (IllegalArgumentException e) {
            throw fields.wrong("score", "valid: " + e.getMessage());
        }
    }

    private static String text(Fields fields, String name) {
        return NoValue.orEmpty(fields.optionalText(name).orElse(""));
    }

    /** Mappings refuse it too: who sends a number means it to count, and a ledger has no place for this one. */
    private static void refuseUnread(Fields fields, EventKind kind, String name, long value, boolean isRead) {
        if (value != 0 && !isRead) {
            throw fields.wrong(name, "left out: a " + kind.id() + " carries none");
        }
    }

    private static String kindAdvice(String id) {
        return Nearest.advice(
                id, Arrays.stream(EventKind.values()).map(EventKind::id).toList());
    }

    private Instant instant(Fields fields) {
        try {
            Instant at = Instant.parse(fields.text("at"));
            if (at.isBefore(Event.FIRST) || !at.isBefore(Event.END) || log.day(at) < 0) {
                throw fields.wrong("at", "between 1970 and 2099");
            }
            return at;
        } catch (DateTimeException e) {
            throw fields.wrong("at", "an instant such as 2026-01-31T12:00:00Z");
        }
    }

    /** Major units to minor, rounded half-even once, as ingest does. */
    private long amount(Fields fields) {
        return fields.decimal("amount").map(major -> minor(fields, major)).orElse(0L);
    }

    private long minor(Fields fields, BigDecimal major) {
        BigDecimal minor =
                major.multiply(BigDecimal.valueOf(log.minorPerMajor())).setScale(0, RoundingMode.HALF_EVEN);
        if (minor.signum() < 0 || minor.compareTo(BigDecimal.valueOf(Event.MOST_MINOR)) > 0) {
            throw fields.wrong("amount", "an amount from 0 up, in " + log.currency());
        }
        return minor.longValueExact();
    }

    private static Set<String> withUser() {
        Set<String> fields = new TreeSet<>(FIELDS);
        fields.add("user");
        return fields;
    }
}
