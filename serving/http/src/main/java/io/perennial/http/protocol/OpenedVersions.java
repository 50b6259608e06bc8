package io.perennial.http.protocol;

import io.perennial.http.api.Problem;
import io.perennial.http.live.Latest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Versions that were opened because somebody asked for them: of more than a few, the one that was not asked for the
 * longest goes. One is opened at a time, so that whoever asks for many can't take all of the machine, and few wait for
 * that; who finds no turn is told to come back. One that was refused is not opened again for a while, however often it
 * is asked for. For any number of threads.
 */
final class OpenedVersions {

    /** How many requests may open a version or wait for one to be opened: far fewer than are answered at once. */
    static final int TURNS = 8;

    /** How long a refused version is not tried again. */
    static final Duration REST = Duration.ofSeconds(30);

    private final Latest<String, ServedModel> opened;
    private final Map<String, Refused> refused = new ConcurrentHashMap<>();
    private final Semaphore turns = new Semaphore(TURNS);
    private final LongSupplier nanos;

    private record Refused(Problem problem, long since) {}

    /** Thrown by who opens a version that may not answer; it stays refused for a while. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Problem problem;

        RefusedException(Problem problem) {
            super(problem);
            this.problem = problem;
        }
    }

    /**
     * Room for so many.
     *
     * @param nanos tells time as {@link System#nanoTime} does
     */
    OpenedVersions(int most, LongSupplier nanos) {
        this.opened = new Latest<>(most);
        this.nanos = nanos;
    }

    /** Whether a version is there; asking for it so does not count. */
    boolean holds(String version) {
        return opened.holds(version);
    }

    /**
     * A version, opened where it is not there.
     *
     * @throws Problem that of a version which was refused, or 503 where too many wait
     */
    ServedModel get(String version, Supplier<ServedModel> opener) {
        Optional<ServedModel> there = opened.find(version);
        if (there.isPresent()) {
            return there.get();
        }
        requireNotRefused(version);
        if (!turns.tryAcquire()) {
            throw Problem.of(Problem.Kind.BUSY, "other versions are being opened; send the request again")
                    .with("Retry-After", "1");
        }
        try {
            return opened.get(version, any -> opened(version, opener));
        } finally {
            turns.release();
        }
    }

    private ServedModel opened(String version, Supplier<ServedModel> opener) {
        // Somebody may have tried it while this one waited.
        requireNotRefused(version);
        try {
            return opener.get();
        } catch (RefusedException e) {
            refused.put(version, new Refused(e.problem, nanos.getAsLong()));
            throw e.problem;
        }
    }

    private void requireNotRefused(String version) {
        Refused before = refused.get(version);
        if (before != null && nanos.getAsLong() - before.since() < REST.toNanos()) {
            throw before.problem();
        }
    }
}
