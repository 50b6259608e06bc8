package io.perennial.scoring.registry;

import io.perennial.scoring.registry.RegistryException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Takes the champion of a model away at once. The champion before it answers; where there was none, the newest published
 * naive rule; where there is none either, nothing answers under the name until a version is promoted.
 */
public final class KillSwitch {

    private static final String NAIVE = "naive:";

    private final Registry registry;

    /** The switch of a registry. */
    public KillSwitch(Registry registry) {
        this.registry = registry;
    }

    /**
     * Kills the champion; the journal says who did it and why.
     *
     * @return what is champion now, empty where nothing is
     */
    public OptionalInt kill(String name, String why) {
        Standing standing = registry.standing(name);
        int killed = standing.champion()
                .orElseThrow(() -> new RegistryException(Kind.REFUSED, "model " + name + " has no champion to kill"));
        String reason = "killed" + (why.isBlank() ? "" : ": " + why);
        if (standing.predecessor().isPresent()) {
            return OptionalInt.of(registry.rollback(name, killed, reason));
        }
        registry.withdraw(name, killed, reason);
        naiveRule(standing, killed).ifPresent(version -> registry.promote(name, version, reason));
        return registry.champion(name);
    }

    private Optional<Integer> naiveRule(Standing standing, int killed) {
        List<Integer> versions = standing.versions();
        for (int i = versions.size() - 1; i >= 0; i--) {
            int version = versions.get(i);
            if (version != killed && !standing.isRetired(version) && isNaive(standing, version)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    /** A version that can't be read is no rule to fall back to. */
    private boolean isNaive(Standing standing, int version) {
        try {
            VersionFiles files = registry.open(standing, version);
            return files.manifest().facts().family().startsWith(NAIVE)
                    && files.faults().isEmpty();
        } catch (RegistryException e) {
            return false;
        }
    }
}
