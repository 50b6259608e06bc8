package io.perennial.command.toml;

/** Says that a file can't be used as it is: the message names what, where and how to fix it. */
public final class WrongFile extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** A refusal with a message for the person who wrote it. */
    public WrongFile(String message) {
        super(message);
    }

    /** A refusal that has a cause. */
    public WrongFile(String message, Throwable cause) {
        super(message, cause);
    }
}
