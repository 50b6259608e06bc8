package io.perennial.scoring.registry;

import io.perennial.scoring.registry.JournalEntry.Action;
import io.perennial.scoring.registry.RegistryException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Published models on a disk: immutable versions, and one journal per model that is the only truth about them.
 *
 * <p>Any number of processes may read, publish and promote at once. A process killed at any moment leaves the state
 * before or the state after, never one between. Nothing is cached: every call reads the journal again.
 */
public final class Registry {

    private static final Duration STALE = Duration.ofDays(1);

    private final Path root;
    private final Clock clock;
    private final String by;

    private Registry(Path root, Clock clock, String by) {
        this.root = root;
        this.clock = clock;
        this.by = by;
    }

    /** The registry in a directory, which need not exist before the first publish. */
    public static Registry at(Path root) {
        return at(root, Clock.systemUTC(), System.getProperty("user.name", "unknown"));
    }

    /**
     * The registry in a directory.
     *
     * @param clock gives the times written to journals
     * @param by    who the journals say it was
     */
    public static Registry at(Path root, Clock clock, String by) {
        return new Registry(root, clock, by);
    }

    /** The same registry, whose journals say that somebody else did what is done from here on. */
    public Registry as(String other) {
        return new Registry(root, clock, other);
    }

    /** The directory. */
    public Path root() {
        return root;
    }

    /** Names of all models with a journal, ascending. */
    public List<String> names() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var directories = Files.list(root)) {
            return directories
                    .filter(directory -> Files.isDirectory(directory.resolve("journal")))
                    .map(directory -> directory.getFileName().toString())
                    .filter(ModelName::isValid)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw RegistryException.of("list models", root, e);
        }
    }

    /** What the journal of a model says; a standing without versions where it was never published. */
    public Standing standing(String name) {
        ModelName.check(name);
        Optional<ChampionWitness.Seen> witness = witness(name).read();
        Standing standing = Standing.of(name, journal(name).read());
        ChampionWitness.check(witness, standing);
        return standing;
    }

    /** Whether a model's journal has grown beyond a standing; cheap enough to ask every second. */
    public boolean hasMore(Standing standing) {
        return journal(standing.name()).has(standing.head() + 1);
    }

    /** Numbers of the published versions, ascending. */
    public List<Integer> versions(String name) {
        return standing(name).versions();
    }

    /** The version that answers, or empty where none was promoted. */
    public OptionalInt champion(String name) {
        return standing(name).champion();
    }

    /** The version that answered at an instant. */
    public OptionalInt championAt(String name, Instant instant) {
        return standing(name).at(instant).champion();
    }

    /**
     * Publishes a draft as the next version; it is not champion before {@link #promote}.
     *
     * @return its number
     */
    public int publish(Draft draft) {
        String name = draft.facts().name();
        Publication publication = new Publication(draft, versionsOf(name), staging(name));
        int proposed = 1 + standing(name).versions().stream().reduce(0, Math::max);
        try {
            publication.stage();
            int version = publication.place(proposed, clock.instant());
            append(name, standing -> new Step(Action.PUBLISHED, version, "", publication.stamps()));
            return version;
        } catch (IOException e) {
            throw discarded(publication, RegistryException.of("publish " + name, root.resolve(name), e));
        } catch (RuntimeException e) {
            throw discarded(publication, e);
        }
    }

    /** Makes a version champion, after reading every file of it and comparing it with the journal. */
    public void promote(String name, int version, String why) {
        requireWhole(name, version);
        append(name, standing -> {
            refuseRetired(standing, version);
            return new Step(Action.PROMOTED, version, why, Map.of());
        });
    }

    /** Has a version tried beside the champion, after reading every file of it as {@link #promote} does. */
    public void challenge(String name, int version, String why) {
        requireWhole(name, version);
        append(name, standing -> {
            refuseRetired(standing, version);
            if (standing.champion().orElse(0) == version) {
                throw new RegistryException(
                        Kind.REFUSED, name + " " + version + " is champion; it has no rival in itself");
            }
            return new Step(Action.CHALLENGED, version, why, Map.of());
        });
    }

    /**
     * Ends the trial of the challenger.
     *
     * @return the version that was challenger
     */
    public int dismiss(String name, String why) {
        int challenger = standing(name)
                .challenger()
                .orElseThrow(() -> new RegistryException(Kind.REFUSED, "model " + name + " has no challenger"));
        append(name, standing -> {
            if (standing.challenger().orElse(0) != challenger) {
                throw changed("challenger", name, challenger);
            }
            return new Step(Action.DISMISSED, challenger, why, Map.of());
        });
        return challenger;
    }

    private void requireWhole(String name, int version) {
        List<String> faults = open(name, version).faults();
        if (!faults.isEmpty()) {
            throw new RegistryException(Kind.DAMAGED, faults.get(0));
        }
    }

    /**
     * Takes the champion back: the one before it answers again.
     *
     * @return the version that is champion now
     */
    public int rollback(String name, String why) {
        int from = standing(name)
                .champion()
                .orElseThrow(() -> new RegistryException(
                        Kind.REFUSED, "model " + name + " has no champion to roll back; promote a version first"));
        return rollback(name, from, why);
    }

    /** Takes a version back, or refuses where it is not champion any more. */
    int rollback(String name, int from, String why) {
        append(name, standing -> {
            refuseOther(standing, from);
            return new Step(Action.ROLLED_BACK, predecessor(standing), why, Map.of());
        });
        return standing(name).champion().orElseThrow();
    }

    /** Ends the championship of a model without another champion; does nothing where there is none. */
    public void withdraw(String name, String why) {
        OptionalInt champion = champion(name);
        if (champion.isPresent()) {
            withdraw(name, champion.getAsInt(), why);
        }
    }

    /** Ends the championship of a version, or refuses where it is not champion any more. */
    void withdraw(String name, int champion, String why) {
        append(name, standing -> {
            refuseOther(standing, champion);
            return new Step(Action.WITHDRAWN, champion, why, Map.of());
        });
    }

    private static void refuseOther(Standing standing, int champion) {
        if (standing.champion().orElse(0) != champion) {
            throw changed("champion", standing.name(), champion);
        }
    }

    private static RegistryException changed(String role, String name, int version) {
        return new RegistryException(
                Kind.CONFLICT,
                "the " + role + " of " + name + " changed from " + version + " meanwhile; look at it again");
    }

    /** Bars a version from becoming champion; the champion itself can't be retired. */
    public void retire(String name, int version, String why) {
        append(name, standing -> {
            publication(standing, version);
            refuseRetired(standing, version);
            if (standing.champion().orElse(0) == version) {
                throw new RegistryException(
                        Kind.REFUSED,
                        name + " " + version + " is champion and can't be retired; promote another version first");
            }
            return new Step(Action.RETIRED, version, why, Map.of());
        });
    }

    /** A version, its manifest read and checked. */
    public VersionFiles open(String name, int version) {
        return open(standing(name), version);
    }

    /** A version of a model whose standing is known, its manifest read and checked. */
    public VersionFiles open(Standing standing, int version) {
        JournalEntry published = publication(standing, version);
        return VersionFiles.open(standing.name(), versionsOf(standing.name()).resolve("" + version), published);
    }

    /** Reads everything of a model and compares it with its journal; what is wrong, in words, or an empty list. */
    public List<String> verify(String name) {
        List<String> faults = new ArrayList<>();
        try {
            Standing standing = standing(name);
            for (int version : standing.versions()) {
                faults.addAll(faults(standing, version));
            }
        } catch (RegistryException e) {
            faults.add(e.getMessage());
        }
        return faults;
    }

    /**
     * Deletes what killed publishes left: staged files, and directories no journal entry speaks of, older than a day.
     *
     * @return what was deleted
     */
    public List<Path> collect(String name) {
        Standing standing = standing(name);
        Instant before = clock.instant().minus(STALE);
        List<Path> deleted = new ArrayList<>();
        deleteOld(staging(name), before, path -> true, deleted);
        deleteOld(
                versionsOf(name),
                before,
                path -> standing.versions().stream()
                        .noneMatch(version -> path.getFileName().toString().equals("" + version)),
                deleted);
        return deleted;
    }

    private record Step(Action action, int version, String why, Map<String, FileStamp> files) {}

    /** Decides on the newest standing and appends; decides again where somebody else was faster. */
    private void append(String name, Function<Standing, Step> decide) {
        while (true) {
            Standing standing = standing(name);
            Step step = decide.apply(standing);
            JournalEntry entry = new JournalEntry(
                    standing.head() + 1,
                    step.action(),
                    step.version(),
                    timeAfter(standing),
                    by,
                    step.why(),
                    step.files(),
                    standing.headHash(),
                    Journal.START);
            if (journal(name).append(entry)) {
                witness(name).write(standing(name));
                return;
            }
        }
    }

    private Instant timeAfter(Standing standing) {
        Instant now = clock.instant();
        if (standing.entries().isEmpty()) {
            return now;
        }
        Instant last = standing.entries().get(standing.head() - 1).at();
        return now.isBefore(last) ? last : now;
    }

    private List<String> faults(Standing standing, int version) {
        try {
            return open(standing, version).faults();
        } catch (RegistryException e) {
            return List.of(e.getMessage());
        }
    }

    private static JournalEntry publication(Standing standing, int version) {
        return standing.publication(version)
                .orElseThrow(() -> new RegistryException(
                        Kind.UNKNOWN,
                        standing.versions().isEmpty()
                                ? "model " + standing.name() + " was never published here"
                                : "model " + standing.name() + " has no version " + version + "; it has "
                                        + standing.versions()));
    }

    private static int predecessor(Standing standing) {
        return standing.predecessor()
                .orElseThrow(() -> new RegistryException(
                        Kind.REFUSED,
                        "model " + standing.name() + " has no champion before this one; promote a version instead"));
    }

    private static void refuseRetired(Standing standing, int version) {
        if (standing.isRetired(version)) {
            throw new RegistryException(
                    Kind.REFUSED, standing.name() + " " + version + " is retired; publish it again to use it");
        }
    }

    private static void deleteOld(Path directory, Instant before, Predicate<Path> stale, List<Path> deleted) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var paths = Files.list(directory)) {
            for (Path path : paths.filter(stale).sorted().toList()) {
                FileTime changed = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
                if (changed.toInstant().isBefore(before)) {
                    Disk.delete(path);
                    deleted.add(path);
                }
            }
        } catch (IOException e) {
            throw RegistryException.of("collect", directory, e);
        }
    }

    private static RuntimeException discarded(Publication publication, RuntimeException failure) {
        try {
            publication.discard();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private Path versionsOf(String name) {
        return root.resolve(name).resolve("versions");
    }

    private Path staging(String name) {
        return root.resolve(name).resolve("staging");
    }

    private Journal journal(String name) {
        return new Journal(root.resolve(name).resolve("journal"), staging(name));
    }

    private ChampionWitness witness(String name) {
        return new ChampionWitness(root.resolve(name), staging(name));
    }
}
