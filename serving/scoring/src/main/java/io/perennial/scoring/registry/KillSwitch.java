package io.perennial.scoring.registry;

import io.perennial.scoring.registry.RegistryException.Kind;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * Takes the champion of a model away at once. The newest champion before it whose files are whole answers; where there
 * is none, the newest rule that {@linkplain ModelFacts#canStandIn can stand in}, before all others one of the same
 * feature schema; where there is none either, nothing answers under the name until a version is promoted, and whoever
 * promotes one meanwhile is not overruled. What was taken back does not come back.
 */
public final class KillSwitch {

    private static final String SUCCESSOR = "successor to its champion";
    private static final String KILLED = "killed";

    private KillSwitch() {}

    /**
     * Kills the champion; the journal says who did it and why. Where a kill took the champion away and ended before its
     * stand-in was champion, by a full disk or the end of its process, this one gives the name to the stand-in, for the
     * reason of that kill: one that was published since is nobody's choice. Refused where another is {@linkplain Changes#expecting expected} to answer then.
     *
     * @return the standing after it
     */
    public static Standing kill(Changes changes, String why) {
        Standing seen = changes.seen();
        if (seen.champion().isEmpty()) {
            return finish(changes);
        }
        changes.expected().checkChampion(seen);
        String reason = KILLED + (why.isBlank() ? "" : ": " + why);
        OptionalInt before = before(changes);
        OptionalInt successor =
                before.isPresent() ? before : standIn(changes, seen.champion().getAsInt(), seen.head());
        changes.expected().checkSubject(seen, SUCCESSOR, successor);
        if (before.isPresent()) {
            return changes.bringBack(before.getAsInt(), reason);
        }
        Standing withdrawn = changes.withdraw(reason);
        return successor.isPresent() ? changes.on(withdrawn).standIn(successor.getAsInt(), reason) : withdrawn;
    }

    /** Whether there is something to do: a champion to take away, or a kill to finish. */
    public static boolean isOf(Changes changes) {
        return changes.seen().champion().isPresent() || unfinished(changes).isPresent();
    }

    /** The stand-in that a kill ended before; empty where none did. */
    private static OptionalInt unfinished(Changes changes) {
        Optional<JournalEntry> kill = changes.seen().unansweredKill();
        return kill.isEmpty()
                ? OptionalInt.empty()
                : standIn(changes, kill.get().version(), kill.get().seq());
    }

    private static Standing finish(Changes changes) {
        Standing seen = changes.seen();
        OptionalInt successor = unfinished(changes);
        if (successor.isEmpty()) {
            throw new RegistryException(Kind.REFUSED, "model " + seen.name() + " has no champion to kill");
        }
        String why = seen.unansweredKill().orElseThrow().why();
        changes.expected().checkChampion(seen);
        changes.expected().checkSubject(seen, SUCCESSOR, successor);
        return changes.on(seen).standIn(successor.getAsInt(), why);
    }

    /** Whether an entry took a champion away at once and left nobody before it to answer. */
    static boolean isKill(JournalEntry entry) {
        return entry.action() == JournalEntry.Action.WITHDRAWN
                && (entry.why().equals(KILLED) || entry.why().startsWith(KILLED + ": "));
    }

    private static OptionalInt before(Changes changes) {
        return changes.seen().fallbacks().stream()
                .mapToInt(Integer::intValue)
                .filter(changes::isWhole)
                .findFirst();
    }

    /** @param until the last entry of the journal by which a stand-in may have been published */
    private static OptionalInt standIn(Changes changes, int killed, int until) {
        Optional<String> schema = changes.facts(killed).map(ModelFacts::fingerprint);
        OptionalInt fitting = newest(
                changes, until, facts -> schema.isEmpty() || facts.fingerprint().equals(schema.get()));
        return fitting.isPresent() ? fitting : newest(changes, until, facts -> true);
    }

    private static OptionalInt newest(Changes changes, int until, Predicate<ModelFacts> which) {
        return changes.seen().idle(until).stream()
                .sorted(Comparator.reverseOrder())
                .filter(version -> changes.facts(version)
                        .filter(ModelFacts::canStandIn)
                        .filter(which)
                        .isPresent())
                .filter(changes::isWhole)
                .mapToInt(Integer::intValue)
                .findFirst();
    }
}
