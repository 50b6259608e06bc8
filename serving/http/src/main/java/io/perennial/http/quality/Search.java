package io.perennial.http.quality;

/** How far the users behind scores have been looked for, whose outcomes are told. */
public enum Search {
    /** Everybody was looked at: who was not found is not in the population. */
    DONE,
    /** More may be found. */
    RUNNING,
    /** The population could not be looked through; half a minute later it is tried again. */
    FAILED
}
