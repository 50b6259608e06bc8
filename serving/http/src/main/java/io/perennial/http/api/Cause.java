package io.perennial.http.api;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** What lies behind a failure, in one line for an operator. */
public final class Cause {

    private Cause() {}

    /** What the disk said, where it said something; else what the failure says itself. */
    public static String of(Throwable failure) {
        return disk(failure)
                .map(Cause::said)
                .or(() -> Optional.ofNullable(failure.getMessage()))
                .flatMap(message -> message.lines().findFirst())
                .orElse(failure.getClass().getSimpleName());
    }

    /** Some failures of the system say nothing but the file. */
    private static String said(IOException disk) {
        if (disk instanceof AccessDeniedException) {
            return "no permission for " + disk.getMessage();
        }
        if (disk instanceof NoSuchFileException) {
            return disk.getMessage() + " is missing";
        }
        return disk.getMessage();
    }

    /** The failure of a disk behind another; empty where it was none, as of a file that is too short. */
    public static Optional<IOException> disk(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException disk && !(cause instanceof EOFException)) {
                return Optional.of(disk);
            }
        }
        return Optional.empty();
    }
}
