package io.perennial.scoring.binary;

import java.io.IOException;

/** Bytes that are not what a file should hold: says what was read, at which offset it went wrong and why. */
public final class BinaryFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int offset;

    /**
     * A refusal.
     *
     * @param what   what was being read, such as "published graph"
     * @param offset the byte at which reading stopped
     * @param reason what is wrong there
     */
    public BinaryFormatException(String what, int offset, String reason) {
        super("not a " + what + ": at byte " + offset + ", " + reason);
        this.offset = offset;
    }

    /** The byte at which reading stopped. */
    public int offset() {
        return offset;
    }
}
