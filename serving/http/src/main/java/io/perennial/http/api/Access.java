package io.perennial.http.api;

import java.util.Locale;

/**
 * What a caller must be allowed to use a route. Every {@link Route} has one; {@link Role#opens} says who may.
 *
 * <p>Holds only where keys are configured: without them the server answers this machine alone, and anybody on it may
 * ask anything.
 */
public enum Access {
    /** Nothing: for probes, counters and the document of the routes, which tell nothing about any user. */
    OPEN("anybody"),
    /** A key of whatever role: for what is true of models, not of users. */
    ANY_KEY("any key"),
    /** Scores, and the events they rest on. */
    SCORE("role score"),
    /** Reasons and what-ifs of one user or of rows that are sent. */
    EXPLAIN("role explain"),
    /** What one user was told, and what it was made from: part of all that is held about a person. */
    HISTORY("role explain, analyst or privacy"),
    /** What is known of one user. */
    PERSON("role analyst or privacy"),
    /** Lists of users. */
    ANALYST("role analyst"),
    /** Changes to what serves. */
    ADMIN("role admin"),
    /** Everything held about a person, and its deletion. */
    PRIVACY("role privacy");

    private final String needs;

    Access(String needs) {
        this.needs = needs;
    }

    /** What is needed, in words, such as {@code role score}. */
    public String needs() {
        return needs;
    }

    /** The name in documents and files, such as {@code any-key}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
