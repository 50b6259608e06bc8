package io.perennial.scoring.registry;

import io.perennial.scoring.registry.RegistryException.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Takes the champion of a model away at once. The newest champion before it whose files are whole answers; where there
 * is none, the newest published naive rule; where there is none either, nothing answers under the name until a version
 * is promoted.
 */
public final class KillSwitch {

    private static final String NAIVE = "naive:";
    private static final String SUCCESSOR = "successor to its champion";

    private KillSwitch() {}

    /**
     * Kills the champion; the journal says who did it and why.
     *
     * @return the standing after it
     */
    public static Standing kill(Changes changes, String why) {
        Standing seen = changes.seen();
        int killed = seen.champion()
                .orElseThrow(
                        () -> new RegistryException(Kind.REFUSED, "model " + seen.name() + " has no champion to kill"));
        String reason = "killed" + (why.isBlank() ? "" : ": " + why);
        Optional<Integer> before = before(changes);
        if (before.isPresent()) {
            return changes.rollback(killed, before.get(), reason);
        }
        Standing withdrawn = changes.withdraw(reason);
        Changes rest = changes.on(withdrawn);
        return naiveRule(rest, killed)
                .map(version -> rest.promote(version, reason))
                .orElse(withdrawn);
    }

    /**
     * Kills the champion; refused where another than this would answer then.
     *
     * @param successor who is taken to answer then; 0 for nobody
     * @return the standing after it
     */
    public static Standing kill(Changes changes, int successor, String why) {
        Standing then = kill(changes.rehearsed(), why);
        Changes.refuseOther(then, SUCCESSOR, successor, then.champion());
        return kill(changes, why);
    }

    private static Optional<Integer> before(Changes changes) {
        return changes.seen().fallbacks().stream().filter(changes::isWhole).findFirst();
    }

    private static Optional<Integer> naiveRule(Changes changes, int killed) {
        Standing standing = changes.seen();
        List<Integer> versions = standing.versions();
        for (int i = versions.size() - 1; i >= 0; i--) {
            int version = versions.get(i);
            boolean isFree = version != killed && !standing.isRetired(version);
            if (isFree && changes.family(version).startsWith(NAIVE) && changes.isWhole(version)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }
}
