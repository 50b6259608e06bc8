package io.perennial.scoring.population;

import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The populations that were replaced. Each holds everybody of its day, those who were erased since too, and takes as
 * much room as the one that answers.
 */
public final class OldPopulations {

    private OldPopulations() {}

    /**
     * What became of old populations.
     *
     * @param deleted the versions whose files were deleted, ascending
     * @param damaged what is wrong with those that can't answer, for which an older one was kept; empty where all is well
     */
    public record Outcome(List<Integer> deleted, List<String> damaged) {}

    /**
     * Retires and deletes populations older than the champion: all but those that a rollback would bring back first.
     * Lists of days that are gone can't be compared with any more. The newest one whose files are whole is kept, however
     * old: where newer ones are damaged it is the one that answers. Where none is, nothing is deleted that could be
     * brought back.
     *
     * @param keep populations to keep, the champion among them; 1 leaves nothing to roll back to
     */
    public static Outcome delete(Registry registry, int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException(
                    "keeping " + keep + " populations would leave none to answer; keep 1 or more");
        }
        Standing standing = registry.standing(PopulationBundle.NAME);
        List<Integer> kept = kept(standing);
        List<String> damaged = new ArrayList<>();
        int newestWhole = 0;
        // One is read where all is well: a hundred kept ones are gigabytes.
        while (keep < kept.size() && newestWhole < kept.size() && isDamaged(registry, kept.get(newestWhole), damaged)) {
            newestWhole++;
        }
        List<Integer> superfluous =
                superfluous(standing, kept.subList(0, Math.min(kept.size(), Math.max(keep, newestWhole + 1))));
        List<Integer> deleted = superfluous.stream()
                .filter(version -> !registry.isDeleted(standing, version))
                .toList();
        // Those that were deleted before too: a killed process may have left their files aside.
        superfluous.forEach(version ->
                registry.delete(PopulationBundle.NAME, version, "replaced; the newest " + keep + " are kept"));
        return new Outcome(deleted, newestWhole < keep ? List.of() : damaged);
    }

    /** The champion, and those a rollback would bring back, in their order. */
    private static List<Integer> kept(Standing standing) {
        return Stream.concat(standing.champion().stream().boxed(), standing.fallbacks().stream())
                .toList();
    }

    private static boolean isDamaged(Registry registry, int version, List<String> damaged) {
        List<String> faults = registry.faults(PopulationBundle.NAME, version);
        faults.stream().findFirst().ifPresent(damaged::add);
        return !faults.isEmpty();
    }

    private static List<Integer> superfluous(Standing standing, List<Integer> kept) {
        int champion = standing.champion().orElse(0);
        return standing.versions().stream()
                .filter(version -> version < champion && !kept.contains(version))
                .toList();
    }
}
