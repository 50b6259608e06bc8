package io.perennial.features.spark.snapshot;

import java.io.Serializable;
import java.util.TreeMap;

/** What tasks counted while they wrote snapshots. Mutable, not thread-safe. */
final class SnapshotTally implements Serializable {

    private static final long serialVersionUID = 1;

    /** The counts of one snapshot day. */
    record Counts(long rows, long eligible, long churned, long flooredMinor) implements Serializable {
        static final Counts NONE = new Counts(0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(
                    rows + other.rows,
                    eligible + other.eligible,
                    churned + other.churned,
                    Math.addExact(flooredMinor, other.flooredMinor));
        }
    }

    private final TreeMap<Integer, Counts> days = new TreeMap<>();
    private DataHash hash = DataHash.NONE;
    private long eligible;
    private long neverActive;

    /** Counts rows of a snapshot to learn from. */
    void learn(int asOf, Counts counts) {
        days.merge(asOf, counts, Counts::plus);
    }

    /** Counts a user of the current snapshot. */
    void current(DataHash user, long isEligible, long isNeverActive) {
        hash = hash.plus(user);
        eligible += isEligible;
        neverActive += isNeverActive;
    }

    /** Adds another task's counts. */
    void add(SnapshotTally other) {
        other.days.forEach(this::learn);
        current(other.hash, other.eligible, other.neverActive);
    }

    /** The counts of a snapshot day. */
    Counts of(int asOf) {
        return days.getOrDefault(asOf, Counts.NONE);
    }

    /** Rows of all snapshots. */
    long rows() {
        return hash.users() + days.values().stream().mapToLong(Counts::rows).sum();
    }

    /** The hash of all users' visible ledgers. */
    DataHash hash() {
        return hash;
    }

    /** Eligible users of the current snapshot. */
    long eligible() {
        return eligible;
    }

    /** Users of the current snapshot who only received. */
    long neverActive() {
        return neverActive;
    }
}
