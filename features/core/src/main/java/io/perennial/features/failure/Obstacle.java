package io.perennial.features.failure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a machine is short of or forbids, recognised by what the operating system or the JVM said. */
public enum Obstacle {
    /** No space, or no more within a quota. */
    DISK_FULL(
            "the disk is full",
            "free space there and give the same command again",
            "no space left|quota exceeded|not enough space"),
    /** A disk that was mounted for reading. */
    READ_ONLY("it lies on a read-only disk", "name a folder on another disk", "read-only file system"),
    /** A file or folder of somebody else. */
    NO_PERMISSION(
            "no permission",
            "give your user the right to it, or name another place",
            "permission denied|accessdeniedexception|accesscontrolexception"),
    /** A file where a folder is to be. */
    FILE_IN_THE_WAY(
            "a file stands where a folder should be",
            "name another place",
            "not a directory|filealreadyexistsexception"),
    /** A heap that is too small. */
    NO_MEMORY(
            "there is not enough memory",
            "allow more, such as PERENNIAL_JAVA_OPTS=-Xmx8g, on a machine that has it",
            "outofmemoryerror|java heap space");

    private final String fact;
    private final String remedy;
    private final Pattern signs;

    Obstacle(String fact, String remedy, String signs) {
        this.fact = fact;
        this.remedy = remedy;
        this.signs = Pattern.compile(signs);
    }

    /** The obstacle behind a failure, looked for in its message and in those of its causes. */
    public static Optional<Obstacle> in(Throwable failure) {
        return Causes.of(failure).flatMap(cause -> saidBy(cause).stream()).findFirst();
    }

    private static Optional<Obstacle> saidBy(Throwable cause) {
        String said = cause.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(obstacle -> obstacle.signs.matcher(said).find())
                .findFirst();
    }

    /** Whether another place or right must be given, rather than the same command again. */
    public boolean isWrongUse() {
        return this == READ_ONLY || this == NO_PERMISSION || this == FILE_IN_THE_WAY;
    }

    /**
     * One line: what could not be done and where, why, and what to do.
     *
     * @param what such as {@code cannot write folder run/log}
     */
    public String sentence(String what) {
        return what + ": " + fact + "; " + remedy;
    }
}
