package io.perennial.http.store;

import io.perennial.features.event.KindSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The live events of one user while they are read, added up as they come, so that a user takes the memory of the days
 * and not of the events. Not thread-safe.
 */
final class PartSums {

    private final Map<Alike, LivePart> sums = new LinkedHashMap<>();

    /** What events have in common that are counted alike; whether scores read them depends on their kind. */
    private record Alike(String log, String base, int day, KindSet kinds) {}

    void add(LivePart part) {
        sums.merge(
                new Alike(part.log(), part.base(), part.day().day(), part.day().kinds()), part, LivePart::plus);
    }

    /** One part for each day, kind, and what its events were counted in. */
    List<LivePart> parts() {
        return List.copyOf(sums.values());
    }
}
