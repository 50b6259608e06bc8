package io.perennial.scoring.graph;

import java.io.IOException;

/** Bytes that are not a published graph: says at which offset and why. */
public final class GraphFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int offset;

    GraphFormatException(int offset, String reason) {
        super("not a published graph: at byte " + offset + ", " + reason);
        this.offset = offset;
    }

    GraphFormatException(int offset, String reason, Throwable cause) {
        super("not a published graph: at byte " + offset + ", " + reason, cause);
        this.offset = offset;
    }

    /** The byte at which reading stopped. */
    public int offset() {
        return offset;
    }
}
