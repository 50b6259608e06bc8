package io.perennial.features.event;

import java.util.Locale;
import java.util.Optional;

/**
 * What an event says a user did or received. The set is closed: every reader says what it does with each kind.
 *
 * <p>The order is part of the ledger's layout (its counts are kept by {@link #index}): append, never reorder.
 */
public enum EventKind {
    /** A session or page visit, with its duration where the log knows it. */
    VISIT,
    /** Use of a core feature of the product. */
    CORE,
    /** A purchase, with a positive amount. */
    PURCHASE,
    /** Money given back; its amount is positive and is subtracted where refunds count. */
    REFUND,
    /** The user published something. */
    CONTENT,
    /** A like, comment, share or follow. */
    SOCIAL,
    /** The user invited somebody. */
    INVITE,
    /** Outreach sent to the user. Received, never activity. */
    TOUCH,
    /** The user opened an outreach. */
    OPEN,
    /** The user clicked in an outreach. */
    CLICK,
    /** The user redeemed a coupon. */
    COUPON,
    /** The user complained. */
    COMPLAINT,
    /** An answer to the recommendation question, 0 to 10. */
    NPS,
    /** The tone of a text the user wrote, in thousandths from -1000 to 1000. */
    SENTIMENT,
    /** The start of a contract. */
    SUBSCRIBE,
    /** An explicit cancellation of a contract. */
    CANCEL;

    private static final EventKind[] KINDS = values();

    /** The number of kinds. */
    public static final int COUNT = KINDS.length;

    /** The name used in mappings, columns and JSON: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether an event of this kind is money, and nothing without an amount. */
    public boolean hasAmount() {
        return this == PURCHASE || this == REFUND;
    }

    /** Whether an event of this kind is an answer or a tone, and nothing without it. */
    public boolean hasScore() {
        return this == NPS || this == SENTIMENT;
    }

    /** Whether the user only received the event; such an event is never activity. */
    public boolean isReceived() {
        return this == TOUCH;
    }

    /** Whether an event of this kind can count as being alive; what one only receives, gets back or ends can't. */
    public boolean isActivity() {
        return !isReceived() && this != REFUND && this != CANCEL;
    }

    /** Its place in a ledger day's counts. The declaration order is that layout, so the ordinal is meant here. */
    @SuppressWarnings("EnumOrdinal")
    public int index() {
        return ordinal();
    }

    /** The kind at this place of a ledger day's counts. */
    public static EventKind at(int index) {
        return KINDS[index];
    }

    /** The kind of this id, or empty where no kind is called so. */
    public static Optional<EventKind> of(String id) {
        for (EventKind kind : KINDS) {
            if (kind.id().equals(id)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
