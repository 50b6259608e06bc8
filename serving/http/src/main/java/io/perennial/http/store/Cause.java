package io.perennial.http.store;

import java.io.IOException;
import java.util.Optional;

/** What lies behind a failure, in one line. */
final class Cause {

    private Cause() {}

    /** What the disk said, where it said something; else what the failure says itself. */
    static String of(Throwable failure) {
        return disk(failure)
                .map(IOException::getMessage)
                .or(() -> Optional.ofNullable(failure.getMessage()))
                .flatMap(message -> message.lines().findFirst())
                .orElse(failure.getClass().getSimpleName());
    }

    /** The failure of a disk at the bottom of another. */
    static Optional<IOException> disk(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException disk) {
                return Optional.of(disk);
            }
        }
        return Optional.empty();
    }
}
