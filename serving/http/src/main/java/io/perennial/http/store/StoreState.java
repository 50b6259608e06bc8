package io.perennial.http.store;

/** How far a store is, before it is opened. */
public enum StoreState {
    /** Nothing is there; whoever opens it makes it. */
    NONE,
    /** An earlier release made it; whoever opens it brings it up to date, and that release can't open it again. */
    OLDER,
    /** Opening it changes nothing. */
    READY
}
