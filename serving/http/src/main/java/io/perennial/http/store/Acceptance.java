package io.perennial.http.store;

/** What a store made of an event. */
public enum Acceptance {
    /** It is kept, and was synced to disk. */
    ACCEPTED,
    /** The same event was kept before; it counts once. */
    DUPLICATE,
    /** An event of this id with other content was kept before; this one is not. */
    CONFLICT,
    /** Its user was erased; it is not kept. */
    ERASED
}
