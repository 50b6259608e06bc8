package io.perennial.scoring.registry;

import io.perennial.scoring.file.Disk;
import io.perennial.scoring.file.FileStamp;
import io.perennial.scoring.registry.JournalEntry.Action;
import io.perennial.scoring.registry.RegistryException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
            append(standing(name), standing -> new Step(Action.PUBLISHED, version, "", publication.stamps()));
            return version;
        } catch (IOException e) {
            String remedy = "make it again and publish once more";
            throw discarded(publication, RegistryException.of("publish " + name, root.resolve(name), e, remedy));
        } catch (RuntimeException e) {
            throw discarded(publication, e);
        }
    }

    /** Changes to who answers under a name, on its standing now. */
    public Changes changes(String name) {
        return new Changes(this, this::append, standing(name), Expected.ANYTHING);
    }

    /** Makes a version champion, after reading every file of it and comparing it with the journal. */
    public void promote(String name, int version, String why) {
        changes(name).promote(version, why);
    }

    /** Has a version tried beside the champion, after reading every file of it as {@link #promote} does. */
    public void challenge(String name, int version, String why) {
        changes(name).challenge(version, why);
    }

    /**
     * Ends the trial of the challenger.
     *
     * @return the version that was challenger
     */
    public int dismiss(String name, String why) {
        Changes changes = changes(name);
        changes.dismiss(why);
        return changes.seen().challenger().orElseThrow();
    }

    /**
     * Takes the champion back: the one before it answers again, after reading every file of it as {@link #promote} does.
     *
     * @return the version that is champion now
     */
    public int rollback(String name, String why) {
        return changes(name).rollback(why).champion().orElseThrow();
    }

    /** Ends the championship of a model without another champion; does nothing where there is none. */
    public void withdraw(String name, String why) {
        changes(name).withdraw(why);
    }

    /** Bars a version from becoming champion; the champion itself can't be retired. */
    public void retire(String name, int version, String why) {
        changes(name).retire(version, why);
    }

    /**
     * Retires a version, unless it is retired already, and deletes its files. A process killed on the way leaves a
     * retired version whose files are whole, or one without any whose files lie aside; deleting it again ends what was
     * begun. The champion's are never deleted.
     */
    public void delete(String name, int version, String why) {
        if (!standing(name).isRetired(version)) {
            retire(name, version, why);
        }
        Path there = versionsOf(name).resolve("" + version);
        // Moved first, so that nobody ever reads half a version.
        Path aside = staging(name).resolve("deleted-" + version);
        try {
            if (Files.exists(there)) {
                Disk.createDirectories(aside.getParent());
                Files.move(there, aside, StandardCopyOption.ATOMIC_MOVE);
                Disk.sync(there.getParent());
            }
            if (Files.exists(aside)) {
                Disk.delete(aside);
            }
        } catch (IOException e) {
            throw RegistryException.of("delete " + name + " " + version, there, e);
        }
    }

    /**
     * Whether a version has no files any more since it was {@linkplain #delete deleted}, also after the day that a standing
     * is of.
     */
    public boolean isDeleted(Standing standing, int version) {
        return !Files.exists(versionsOf(standing.name()).resolve("" + version))
                && (standing.isRetired(version) || standing(standing.name()).isRetired(version));
    }

    /** A version, its manifest read and checked. */
    public VersionFiles open(String name, int version) {
        return open(standing(name), version);
    }

    /** A version of a model whose standing is known, its manifest read and checked. */
    public VersionFiles open(Standing standing, int version) {
        JournalEntry published = publication(standing, version);
        if (isDeleted(standing, version)) {
            throw new RegistryException(
                    Kind.UNKNOWN,
                    standing.name() + " " + version + " is retired "
                            + standing(standing.name())
                                    .retirement(version)
                                    .orElseThrow()
                                    .told()
                            + " and its files were deleted");
        }
        return VersionFiles.open(standing.name(), versionsOf(standing.name()).resolve("" + version), published);
    }

    /**
     * Reads everything of a model and compares it with its journal, and the journal with its witness; what is wrong, in
     * words, or an empty list. That a retired version has no files is nothing wrong.
     */
    public List<String> verify(String name) {
        List<String> faults = new ArrayList<>();
        try {
            Standing standing = standing(name);
            witness(name).fault(standing).ifPresent(faults::add);
            for (int version : standing.versions()) {
                if (!isDeleted(standing, version)) {
                    faults.addAll(faults(standing, version));
                }
            }
        } catch (RegistryException e) {
            faults.add(e.getMessage());
        }
        return faults;
    }

    /** Reads every file of a version and compares it with the journal; what is wrong, in words, or an empty list. */
    public List<String> faults(String name, int version) {
        return faults(standing(name), version);
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

    /** What is to be appended to a journal. */
    record Step(Action action, int version, String why, Map<String, FileStamp> files) {}

    /**
     * Decides on a standing and appends; decides again on the newest where somebody else was faster.
     *
     * @return the standing after it
     */
    Standing append(Standing seen, Function<Standing, Step> decide) {
        Standing standing = seen;
        while (true) {
            JournalEntry entry = entry(standing, decide.apply(standing));
            standing.after(entry); // what can't follow is refused here: once written it would damage the journal
            Optional<Standing> next = journal(standing.name()).append(entry).map(standing::after);
            if (next.isPresent()) {
                witness(standing.name()).write(next.get());
                return next.get();
            }
            standing = standing(standing.name());
        }
    }

    /** Decides on a standing as {@link #append} does, and writes nothing; gives the standing that would come of it. */
    Standing rehearse(Standing seen, Function<Standing, Step> decide) {
        return seen.after(entry(seen, decide.apply(seen)));
    }

    private JournalEntry entry(Standing standing, Step step) {
        return new JournalEntry(
                standing.head() + 1,
                step.action(),
                step.version(),
                timeAfter(standing),
                by,
                step.why(),
                step.files(),
                standing.headHash(),
                Journal.START);
    }

    private Instant timeAfter(Standing standing) {
        Instant now = clock.instant();
        if (standing.entries().isEmpty()) {
            return now;
        }
        Instant last = standing.entries().get(standing.head() - 1).at();
        return now.isBefore(last) ? last : now;
    }

    /** Reads every file of a version and compares it; what is wrong, in words, or an empty list. */
    List<String> faults(Standing standing, int version) {
        try {
            return open(standing, version).faults();
        } catch (RegistryException e) {
            return List.of(e.getMessage());
        }
    }

    /** The entry that published a version, or the failure that none did. */
    static JournalEntry publication(Standing standing, int version) {
        return standing.publication(version)
                .orElseThrow(() -> new RegistryException(
                        Kind.UNKNOWN,
                        standing.versions().isEmpty()
                                ? "model " + standing.name() + " was never published here"
                                : "model " + standing.name() + " has no version " + version + "; it has "
                                        + standing.versions()));
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
