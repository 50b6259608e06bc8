package io.perennial.scoring.registry;

import io.perennial.scoring.registry.JournalEntry.Action;
import io.perennial.scoring.registry.RegistryException.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Changes to who answers under one name, each an entry of its journal.
 *
 * <p>They are decided on the standing that was read when these changes were {@linkplain Registry#changes begun}, and
 * decided again on the newest where somebody else was faster. Each gives the standing after it.
 */
public final class Changes {

    private static final String CHALLENGER = "challenger";
    private static final String PREDECESSOR = "champion before this one";

    private final Registry registry;
    private final Journaling journaling;
    private final Standing seen;
    private final Expected expected;

    /** What becomes of a decision: an entry of the journal, or the thought of one. */
    @FunctionalInterface
    interface Journaling {
        /** Decides on a standing; gives the one after it. */
        Standing append(Standing seen, Function<Standing, Registry.Step> decide);
    }

    Changes(Registry registry, Journaling journaling, Standing seen, Expected expected) {
        this.registry = registry;
        this.journaling = journaling;
        this.seen = seen;
        this.expected = expected;
    }

    /** The same changes, refused where it is otherwise than expected when they are made. */
    public Changes expecting(Expected what) {
        return new Changes(registry, journaling, seen, what);
    }

    /** The same changes, decided and refused as they would be, but not made: each gives the standing it would lead to. */
    public Changes rehearsed() {
        return new Changes(registry, registry::rehearse, seen, expected);
    }

    /** The standing they begin with. */
    public Standing seen() {
        return seen;
    }

    /** Makes a version champion, after reading every file of it and comparing it with the journal. */
    public Standing promote(int version, String why) {
        requireWhole(version);
        return promoteWhole(version, why);
    }

    /** Makes a version champion whose files have been read and compared. */
    Standing promoteWhole(int version, String why) {
        return append(standing -> {
            refuseRetired(standing, version);
            return new Registry.Step(Action.PROMOTED, version, why, Map.of());
        });
    }

    /** Makes a version champion whose files have been read and compared, unless somebody made one champion meanwhile. */
    Standing standIn(int version, String why) {
        try {
            return expecting(Expected.champion(0)).promoteWhole(version, why);
        } catch (RegistryException e) {
            Standing now = registry.standing(seen.name());
            if (now.champion().isEmpty()) {
                throw e;
            }
            return now;
        }
    }

    /** Has a version tried beside the champion, after reading every file of it as {@link #promote} does. */
    public Standing challenge(int version, String why) {
        requireWhole(version);
        return append(standing -> {
            refuseRetired(standing, version);
            if (standing.champion().orElse(0) == version) {
                throw refused(standing.name() + " " + version + " is champion; it has no rival in itself");
            }
            return new Registry.Step(Action.CHALLENGED, version, why, Map.of());
        });
    }

    /** Ends the trial of the challenger. */
    public Standing dismiss(String why) {
        Expected meant = expected.subject().isPresent() ? expected : Expected.subject(challenger(seen));
        return append(standing -> {
            meant.checkSubject(standing, CHALLENGER, standing.challenger());
            return new Registry.Step(Action.DISMISSED, challenger(standing), why, Map.of());
        });
    }

    /** Takes the champion back: the one before it answers again, after reading every file of it as {@link #promote} does. */
    public Standing rollback(String why) {
        Expected taken = Expected.champion(taken());
        return append(standing -> {
            taken.checkChampion(standing);
            expected.checkSubject(standing, PREDECESSOR, standing.predecessor());
            int version = predecessor(standing);
            requireWholeBefore(standing, version);
            return new Registry.Step(Action.ROLLED_BACK, version, why, Map.of());
        });
    }

    /** Takes the champion back to one of those before it, or refuses where either is not what it was any more. */
    Standing bringBack(int version, String why) {
        Expected taken = Expected.champion(taken());
        return append(standing -> {
            taken.checkChampion(standing);
            if (!standing.fallbacks().contains(version)) {
                throw Expected.other(standing, PREDECESSOR, version, standing.predecessor());
            }
            return new Registry.Step(Action.ROLLED_BACK, version, why, Map.of());
        });
    }

    /** Ends the championship without another champion; does nothing where there is none. */
    public Standing withdraw(String why) {
        OptionalInt champion = seen.champion();
        if (champion.isEmpty()) {
            return seen;
        }
        return append(standing -> {
            Expected.champion(champion.getAsInt()).checkChampion(standing);
            return new Registry.Step(Action.WITHDRAWN, champion.getAsInt(), why, Map.of());
        });
    }

    /** Bars a version from becoming champion; the champion itself can't be retired. */
    public Standing retire(int version, String why) {
        return append(standing -> {
            Registry.publication(standing, version);
            refuseRetired(standing, version);
            if (standing.champion().orElse(0) == version) {
                throw refused(standing.name() + " " + version
                        + " is champion and can't be retired; promote another version first");
            }
            return new Registry.Step(Action.RETIRED, version, why, Map.of());
        });
    }

    /** Whether every file of a version is what was published. */
    boolean isWhole(int version) {
        return registry.faults(seen, version).isEmpty();
    }

    /** What a version states; empty where it can't be read. */
    Optional<ModelFacts> facts(int version) {
        try {
            return Optional.of(registry.open(seen, version).manifest().facts());
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }

    /** The same changes, on a later standing. */
    Changes on(Standing later) {
        return new Changes(registry, journaling, later, Expected.ANYTHING);
    }

    /** What they are refused without. */
    Expected expected() {
        return expected;
    }

    private Standing append(Function<Standing, Registry.Step> decide) {
        return journaling.append(seen, standing -> {
            expected.checkChampion(standing);
            return decide.apply(standing);
        });
    }

    private void requireWhole(int version) {
        registry.open(seen, version).faults().stream().findFirst().ifPresent(fault -> {
            throw new RegistryException(Kind.DAMAGED, fault);
        });
    }

    /** What was taken back answers no more, so that nothing would where the version before it can't. */
    private void requireWholeBefore(Standing standing, int version) {
        registry.faults(standing, version).stream().findFirst().ifPresent(fault -> {
            throw new RegistryException(
                    Kind.DAMAGED,
                    standing.name() + " " + standing.champion().orElseThrow() + " stays champion, for "
                            + standing.name() + " " + version + " before it is damaged: " + fault
                            + "; or kill: the newest before it that is whole answers, else its stand-in, else nothing");
        });
    }

    private int taken() {
        return seen.champion()
                .orElseThrow(() ->
                        refused("model " + seen.name() + " has no champion to roll back; promote a version first"));
    }

    private static int challenger(Standing standing) {
        return standing.challenger().orElseThrow(() -> refused("model " + standing.name() + " has no challenger"));
    }

    private static int predecessor(Standing standing) {
        return standing.predecessor()
                .orElseThrow(() -> refused(
                        "model " + standing.name() + " has no champion before this one; promote a version instead"));
    }

    private static void refuseRetired(Standing standing, int version) {
        standing.retirement(version).ifPresent(entry -> {
            throw refused(
                    standing.name() + " " + version + " is retired " + entry.told() + "; publish it again to use it");
        });
    }

    private static RegistryException refused(String why) {
        return new RegistryException(Kind.REFUSED, why);
    }
}
