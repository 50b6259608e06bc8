package io.perennial.scoring.population;

import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.Standing;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The populations that were replaced. Each holds everybody of its day, those who were erased since too, and takes as
 * much room as the one that answers.
 */
public final class OldPopulations {

    private OldPopulations() {}

    /**
     * Retires and deletes populations older than the champion: all but those that a rollback would bring back first.
     * Lists of days that are gone can't be compared with any more.
     *
     * @param keep populations to keep, the champion among them; 1 leaves nothing to roll back to
     * @return the versions whose files were deleted, ascending
     */
    public static List<Integer> delete(Registry registry, int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException(
                    "keeping " + keep + " populations would leave none to answer; keep 1 or more");
        }
        Standing standing = registry.standing(PopulationBundle.NAME);
        List<Integer> superfluous = superfluous(standing, keep);
        List<Integer> deleted = superfluous.stream()
                .filter(version -> !registry.isDeleted(standing, version))
                .toList();
        // Those that were deleted before too: a killed process may have left their files aside.
        superfluous.forEach(version ->
                registry.delete(PopulationBundle.NAME, version, "replaced; the newest " + keep + " are kept"));
        return deleted;
    }

    private static List<Integer> superfluous(Standing standing, int keep) {
        int champion = standing.champion().orElse(0);
        Set<Integer> kept = Stream.concat(
                        Stream.of(champion), standing.fallbacks().stream().limit(keep - 1L))
                .collect(Collectors.toSet());
        return standing.versions().stream()
                .filter(version -> version < champion && !kept.contains(version))
                .toList();
    }
}
