package io.perennial.scoring.registry;

import io.perennial.features.failure.Obstacle;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A registry that can't do what was asked: its message says what, where and how to fix it. */
public final class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String RESTORE = "restore it from a copy of the registry";

    /** What went wrong, for callers that react differently. */
    public enum Kind {
        /** A name, draft or file name that breaks a rule. */
        REFUSED,
        /** No such model, version or file. */
        UNKNOWN,
        /** Bytes that are not those that were published, or a journal that contradicts itself. */
        DAMAGED,
        /** Somebody else changed the registry in between. */
        CONFLICT,
        /** The disk or quota is full. */
        NO_SPACE,
        /** The process may not read or write there. */
        NO_PERMISSION,
        /** Any other failure of the disk. */
        DISK
    }

    private final Kind kind;

    /** A failure told in words: what, where and how to fix it. */
    public RegistryException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** A failure with what caused it. */
    public RegistryException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** The failure of an operation on files of a registry, told by what the operating system said. */
    public static RegistryException of(String what, Path where, IOException cause) {
        return of(what, where, cause, RESTORE);
    }

    /**
     * The same of files that are not in a registry, or not yet.
     *
     * @param remedy how to get one back that is missing, such as {@code score again}
     */
    public static RegistryException of(String what, Path where, IOException cause, String remedy) {
        // What was there already was published by somebody else, as a file and no folder in the way.
        Optional<Obstacle> obstacle = Obstacle.in(cause).filter(found -> found != Obstacle.FILE_IN_THE_WAY);
        if (obstacle.isPresent()) {
            return new RegistryException(
                    kind(obstacle.get()), obstacle.get().sentence("cannot " + what + " in " + where), cause);
        }
        if (cause instanceof NoSuchFileException || cause instanceof FileNotFoundException) {
            return new RegistryException(
                    Kind.DAMAGED, "cannot " + what + ": " + missing(where, cause) + " is missing; " + remedy, cause);
        }
        return new RegistryException(
                Kind.DISK, "cannot " + what + " in " + where + ": " + cause.getMessage() + "; check the disk", cause);
    }

    private static Kind kind(Obstacle obstacle) {
        return switch (obstacle) {
            case DISK_FULL -> Kind.NO_SPACE;
            case READ_ONLY, NO_PERMISSION -> Kind.NO_PERMISSION;
            case FILE_IN_THE_WAY, NO_MEMORY -> Kind.DISK;
        };
    }

    /** The file itself where the operating system named it: what failed may be an operation on many. */
    private static String missing(Path where, IOException cause) {
        return cause instanceof NoSuchFileException named && named.getFile() != null
                ? named.getFile()
                : where.toString();
    }
}
