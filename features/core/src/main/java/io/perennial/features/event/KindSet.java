package io.perennial.features.event;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A set of kinds as bits, for the paths that ask millions of times.
 *
 * @param mask bit {@link EventKind#index} of every kind in the set
 */
public record KindSet(int mask) {

    /** The set of these kinds. */
    public static KindSet of(Iterable<EventKind> kinds) {
        int mask = 0;
        for (EventKind kind : kinds) {
            mask |= 1 << kind.index();
        }
        return new KindSet(mask);
    }

    /** Whether no kind is in the set. */
    public boolean isEmpty() {
        return mask == 0;
    }

    /** Whether a kind is in the set. */
    public boolean contains(EventKind kind) {
        return (mask & 1 << kind.index()) != 0;
    }

    /** Whether all kinds of the other set are in this one. */
    public boolean containsAll(KindSet other) {
        return (mask & other.mask) == other.mask;
    }

    /** Whether some kind is in both sets. */
    public boolean intersects(KindSet other) {
        return (mask & other.mask) != 0;
    }

    /** The kinds of this set that are not in the other. */
    public KindSet without(KindSet other) {
        return new KindSet(mask & ~other.mask);
    }

    /** The kinds, in their order. */
    public Set<EventKind> kinds() {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        for (int i = 0; i < EventKind.COUNT; i++) {
            if (contains(EventKind.at(i))) {
                kinds.add(EventKind.at(i));
            }
        }
        return Collections.unmodifiableSet(kinds);
    }
}
