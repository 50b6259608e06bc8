package io.perennial.launcher;

/** A span of time in words. */
final class Span {

    private static final long MINUTE = 60;
    private static final long HOUR = 3600;

    private Span() {}

    /** Such as {@code 42 s}, {@code 3 min 5 s}, {@code 1 h 12 min}. */
    static String words(long seconds) {
        if (seconds < MINUTE) {
            return seconds + " s";
        }
        return seconds < HOUR
                ? seconds / MINUTE + " min " + seconds % MINUTE + " s"
                : seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min";
    }
}
