package io.perennial.simulator.log;

/** What is wrong with a spoilt row. */
enum Flaw {
    /** Nothing: the row is whole. */
    NONE,
    /** No user. */
    NO_USER,
    /** A time that is none. */
    BAD_TIME,
    /** A number that is none, or not one the row may have. */
    BAD_NUMBER,
    /** The row ends too early. */
    TORN
}
