package io.perennial.http.ledger;

import io.perennial.scoring.population.PopulationBundle;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.Standing;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The populations that may have to answer: the champion, and the newest {@value #BEFORE} before it that a rollback or a
 * kill would bring back.
 *
 * @param registry where they are published
 */
public record Recallable(Registry registry) {

    private static final int BEFORE = 2;

    /**
     * The earliest as-of of them, as epoch day; empty where there is no champion.
     *
     * @throws io.perennial.scoring.registry.RegistryException where one of them can't be read
     */
    OptionalInt earliestAsOf() {
        Standing standing = registry.standing(PopulationBundle.NAME);
        if (standing.champion().isEmpty()) {
            return OptionalInt.empty();
        }
        IntStream before =
                standing.fallbacks().stream().mapToInt(Integer::intValue).limit(BEFORE);
        return IntStream.concat(standing.champion().stream(), before)
                .map(version -> asOf(standing, version))
                .min();
    }

    private int asOf(Standing standing, int version) {
        return Math.toIntExact(
                registry.open(standing, version).manifest().facts().asOf().toEpochDay());
    }
}
