package io.perennial.scoring.model;

/** A published version that may not answer; says why. */
public final class ModelRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ModelRefusedException(ModelId id, String reason) {
        super(message(id, reason));
    }

    ModelRefusedException(ModelId id, String reason, Throwable cause) {
        super(message(id, reason), cause);
    }

    private static String message(ModelId id, String reason) {
        return id.named() + " may not answer: " + reason + "; promote another version, or publish it again";
    }
}
