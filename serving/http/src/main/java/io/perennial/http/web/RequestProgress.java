package io.perennial.http.web;

/** How far one request has come. One thread at a time. */
final class RequestProgress {

    private static final String NO_ROUTE = "none";

    private final String id;
    private final long began = System.nanoTime();
    private String route = NO_ROUTE;
    private long read;
    private boolean isWhole;

    /** A request that has just come, by its id. */
    RequestProgress(String id) {
        this.id = id;
    }

    /** What logs and answers call the request. */
    String id() {
        return id;
    }

    /** A route takes it. */
    void taken(String path) {
        route = path;
    }

    /** It was let in and read. */
    void read(boolean whole) {
        read = System.nanoTime();
        isWhole = whole;
    }

    /** The path of its route; {@value #NO_ROUTE} where there is none. */
    String route() {
        return route;
    }

    /** Whether a route took it. */
    boolean isTaken() {
        return !route.equals(NO_ROUTE);
    }

    /** Whether nothing of its body is left unread. */
    boolean isWhole() {
        return isWhole;
    }

    /** Nanoseconds since it came. */
    long nanos() {
        return System.nanoTime() - began;
    }

    /** Where the time went, in milliseconds: letting in and reading, then the answer; writing it comes after. */
    String timing() {
        long done = System.nanoTime();
        long handed = read == 0 ? done : read;
        return "read;dur=" + millis(handed - began) + ", answer;dur=" + millis(done - handed);
    }

    /** Microseconds are as fine as such a time is worth. */
    private static String millis(long nanos) {
        long micros = nanos / 1_000;
        return micros / 1_000 + "." + String.valueOf(1_000 + micros % 1_000).substring(1);
    }
}
