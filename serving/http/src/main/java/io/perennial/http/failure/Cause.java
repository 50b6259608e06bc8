package io.perennial.http.failure;

import io.perennial.features.failure.Causes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
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

    /** The same without the file a disk was asked for, so that it is the same each time a disk refuses for one reason. */
    public static String withoutFile(Throwable failure) {
        return disk(failure)
                .filter(FileSystemException.class::isInstance)
                .map(FileSystemException.class::cast)
                .map(disk -> Optional.ofNullable(disk.getReason())
                        .orElse(disk.getClass().getSimpleName()))
                .orElseGet(() -> of(failure));
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
        return Causes.of(failure)
                .filter(cause -> cause instanceof IOException && !(cause instanceof EOFException))
                .map(IOException.class::cast)
                .findFirst();
    }
}
