package io.perennial.features.spark.mapping;

/** Says that what was asked for cannot be done as asked: the message names what, where and how to fix it. */
public final class WrongUse extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** A refusal with a message for the person who asked. */
    public WrongUse(String message) {
        super(message);
    }

    /** A refusal that has a cause. */
    public WrongUse(String message, Throwable cause) {
        super(message, cause);
    }
}
