package io.perennial.scoring.registry;

import io.perennial.scoring.registry.RegistryException.Kind;
import java.util.List;
import java.util.OptionalInt;

/**
 * Takes the champion of a model away at once. The newest champion before it whose files are whole answers; where there
 * is none, the newest published naive rule that was not taken back itself; where there is none either, nothing answers under the name until a version
 * is promoted.
 */
public final class KillSwitch {

    private static final String NAIVE = "naive:";
    private static final String SUCCESSOR = "successor to its champion";

    private KillSwitch() {}

    /**
     * Kills the champion; the journal says who did it and why. Refused where another is {@linkplain Changes#expecting
     * expected} to answer then.
     *
     * @return the standing after it
     */
    public static Standing kill(Changes changes, String why) {
        Standing seen = changes.seen();
        int killed = seen.champion()
                .orElseThrow(
                        () -> new RegistryException(Kind.REFUSED, "model " + seen.name() + " has no champion to kill"));
        changes.expected().checkChampion(seen);
        String reason = "killed" + (why.isBlank() ? "" : ": " + why);
        OptionalInt before = before(changes);
        OptionalInt successor = before.isPresent() ? before : naiveRule(changes, killed);
        changes.expected().checkSubject(seen, SUCCESSOR, successor);
        if (before.isPresent()) {
            return changes.bringBack(before.getAsInt(), reason);
        }
        Standing withdrawn = changes.withdraw(reason);
        return successor.isPresent() ? changes.on(withdrawn).promoteWhole(successor.getAsInt(), reason) : withdrawn;
    }

    private static OptionalInt before(Changes changes) {
        return changes.seen().fallbacks().stream()
                .mapToInt(Integer::intValue)
                .filter(changes::isWhole)
                .findFirst();
    }

    private static OptionalInt naiveRule(Changes changes, int killed) {
        Standing standing = changes.seen();
        List<Integer> versions = standing.versions();
        for (int i = versions.size() - 1; i >= 0; i--) {
            int version = versions.get(i);
            boolean isFree = version != killed && standing.mayAnswer(version);
            if (isFree && changes.family(version).startsWith(NAIVE) && changes.isWhole(version)) {
                return OptionalInt.of(version);
            }
        }
        return OptionalInt.empty();
    }
}
