package io.perennial.features.spark.step;

/** Says that a step could not be done, through no fault of what was asked: the message names what, where and a remedy. */
public final class StepFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** A failure with a message for the person who asked. */
    public StepFailed(String message) {
        super(message);
    }

    /** A failure that has a cause. */
    public StepFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
