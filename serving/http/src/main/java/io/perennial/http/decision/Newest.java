package io.perennial.http.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The newest of what is found in segments, of which those of several servers overlap in time. One thread.
 */
final class Newest {

    /** So far the clock of a disk may be behind that of a server. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    private final int most;
    private final Function<Decision, Object> key;
    private List<Decision> found = new ArrayList<>();

    private Newest(int most, Function<Decision, Object> key) {
        this.most = most;
        this.key = key;
    }

    /** All, at most so many, at least one. */
    static Newest of(int most) {
        return new Newest(most, any -> new Object());
    }

    /** One for each user and as-of, at most so many, at least one. */
    static Newest ofEachUserAndDay(int most) {
        return new Newest(
                most,
                decision -> decision.user() + " " + decision.subject().row().asOf());
    }

    /** Adds what was found, the newest first; of those given at one instant what came first is held for the newer. */
    void add(List<Decision> more) {
        found.addAll(more);
        Set<Object> seen = new HashSet<>();
        found = new ArrayList<>(found.stream()
                .sorted(Comparator.comparing(Decision::at).reversed())
                .filter(decision -> seen.add(key.apply(decision)))
                .limit(most)
                .toList());
    }

    /** Whether a segment may hold some that are newer than the oldest of those found, or that are still missing. */
    boolean mayGain(SegmentFile segment) {
        return found.size() < most || !segment.lastWritten().plus(CLOCKS_APART).isBefore(oldest());
    }

    /** Whether as many as were wanted are found, none of them older than this. */
    boolean isFullSince(Instant since) {
        return found.size() == most && !oldest().isBefore(since);
    }

    private Instant oldest() {
        return found.get(found.size() - 1).at();
    }

    /** What was found, the newest first. */
    List<Decision> decisions() {
        return List.copyOf(found);
    }
}
