package io.perennial.http.store;

import java.nio.file.Path;

/** A store that can't be opened, or does not answer. Nothing it was asked to keep in that call was acknowledged. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isTaken;

    /** A failure with its reason and remedy, and where it comes from. */
    public StoreException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private StoreException(String message, Throwable cause, boolean isTaken) {
        super(message, cause);
        this.isTaken = isTaken;
    }

    /** The failure that another process has a file open. */
    static StoreException taken(Path file, Throwable cause) {
        return new StoreException(
                "store " + file + " is open in another process; stop that server, or give this one another --store",
                cause,
                true);
    }

    /** Whether it is well, and open in another process. */
    public boolean isTaken() {
        return isTaken;
    }
}
