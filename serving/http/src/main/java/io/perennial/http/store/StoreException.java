package io.perennial.http.store;

/** A store that can't be opened, or does not answer. Nothing it was asked to keep in that call was acknowledged. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure with its reason and remedy, and where it comes from. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
