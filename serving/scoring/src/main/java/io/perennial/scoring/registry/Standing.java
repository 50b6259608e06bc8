package io.perennial.scoring.registry;

import io.perennial.scoring.registry.RegistryException.Kind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * What replaying a model's journal says: which versions there are, which are retired, who is champion.
 *
 * <p>Immutable. Replaying also checks that the journal makes sense: nothing is promoted before it is published, or
 * after it was retired.
 */
public final class Standing {

    private final String name;
    private final List<JournalEntry> entries;
    private final Map<Integer, JournalEntry> published = new TreeMap<>();
    private final Map<Integer, JournalEntry> retired = new TreeMap<>();
    private final Deque<Integer> champions = new ArrayDeque<>();
    private final Set<Integer> takenBack = new HashSet<>();
    private int challenger;

    /** The highest version that somebody made champion. */
    private int highest;

    private Optional<JournalEntry> steppedBack = Optional.empty();

    private Standing(String name, List<JournalEntry> entries) {
        this.name = name;
        this.entries = List.copyOf(entries);
        entries.forEach(this::replay);
    }

    /** The standing after these entries. */
    static Standing of(String name, List<JournalEntry> entries) {
        return new Standing(name, entries);
    }

    /** The standing after one more entry. */
    Standing after(JournalEntry entry) {
        List<JournalEntry> more = new ArrayList<>(entries);
        more.add(entry);
        return new Standing(name, more);
    }

    private void replay(JournalEntry entry) {
        if (entry.action() == JournalEntry.Action.PUBLISHED) {
            if (published.putIfAbsent(entry.version(), entry) != null) {
                throw senseless(entry, "it was published before");
            }
            return;
        }
        if (!published.containsKey(entry.version())) {
            throw senseless(entry, "it was never published");
        }
        if (retired.containsKey(entry.version())) {
            throw senseless(entry, "it was retired before");
        }
        replayMove(entry);
    }

    private void replayMove(JournalEntry entry) {
        switch (entry.action()) {
            case PROMOTED -> promote(entry);
            case ROLLED_BACK -> rollBack(entry);
            case WITHDRAWN -> withdraw(entry);
            case CHALLENGED -> challenger = entry.version();
            case DISMISSED -> dismiss(entry);
            default -> {
                retired.put(entry.version(), entry);
                forget(entry.version());
            }
        }
    }

    private void promote(JournalEntry entry) {
        if (!isSuccession(entry)) {
            steppedBack = entry.version() < highest ? Optional.of(entry) : Optional.empty();
            highest = Math.max(highest, entry.version());
        }
        champions.push(entry.version());
        takenBack.remove(entry.version());
        forget(entry.version());
    }

    /** Whether a promotion is the second half of a kill, which gives the name to a stand-in. */
    private boolean isSuccession(JournalEntry entry) {
        return unansweredKill().filter(kill -> kill.why().equals(entry.why())).isPresent();
    }

    /** The kill since which nobody is champion; empty where somebody is, or nobody is for another reason. */
    Optional<JournalEntry> unansweredKill() {
        return champions.isEmpty() ? steppedBack.filter(KillSwitch::isKill) : Optional.empty();
    }

    /** Versions published by an entry that may answer and do not: neither the champion, nor retired, nor taken back. */
    List<Integer> idle(int until) {
        return versions().stream()
                .filter(version -> published.get(version).seq() <= until)
                .filter(version -> mayAnswer(version) && !isTakenBack(version))
                .filter(version -> champion().orElse(0) != version)
                .toList();
    }

    /** Who became champion, or may not, is no challenger any more. */
    private void forget(int version) {
        challenger = challenger == version ? 0 : challenger;
    }

    private void dismiss(JournalEntry entry) {
        if (challenger != entry.version()) {
            throw senseless(entry, "it was not challenger");
        }
        challenger = 0;
    }

    private void rollBack(JournalEntry entry) {
        champion().ifPresent(takenBack::add);
        champions.poll();
        while (!champions.isEmpty() && champions.peek() != entry.version()) {
            champions.pop();
        }
        if (champions.isEmpty()) {
            throw senseless(entry, "it was not champion before");
        }
        steppedBack = Optional.of(entry);
    }

    /** What was champion before rests on other models than those of today, so that nothing is left to go back to. */
    private void withdraw(JournalEntry entry) {
        if (champion().orElse(0) != entry.version()) {
            throw senseless(entry, "it was not champion");
        }
        takenBack.add(entry.version());
        champions.clear();
        steppedBack = KillSwitch.isKill(entry) ? Optional.of(entry) : Optional.empty();
    }

    private RegistryException senseless(JournalEntry entry, String why) {
        return new RegistryException(
                Kind.DAMAGED,
                "journal entry " + entry.seq() + " of model " + name + " says " + entry.action() + " version "
                        + entry.version() + ", but " + why + "; restore the journal from a copy of the registry");
    }

    /** The model's name. */
    public String name() {
        return name;
    }

    /** The journal, oldest first. */
    public List<JournalEntry> entries() {
        return entries;
    }

    /** The versions ever published, ascending, retired ones included. */
    public List<Integer> versions() {
        return List.copyOf(published.keySet());
    }

    /** The entry that published a version. */
    public Optional<JournalEntry> publication(int version) {
        return Optional.ofNullable(published.get(version));
    }

    /** Whether a version may not become champion any more. */
    public boolean isRetired(int version) {
        return retired.containsKey(version);
    }

    /** The entry that retired a version, or empty where none did. */
    public Optional<JournalEntry> retirement(int version) {
        return Optional.ofNullable(retired.get(version));
    }

    /** Whether a version was champion, was taken back or killed, and was not promoted since. */
    public boolean isTakenBack(int version) {
        return takenBack.contains(version);
    }

    /**
     * Whether a published version may answer who asks for it: it is neither retired nor taken back, or it was taken back
     * and is tried again.
     */
    public boolean mayAnswer(int version) {
        return published.containsKey(version)
                && !isRetired(version)
                && (!isTakenBack(version) || challenger == version);
    }

    /** How a published version stands: one that was taken back and is tried again is challenger. */
    public VersionState state(int version) {
        if (isRetired(version)) {
            return VersionState.RETIRED;
        }
        if (champion().orElse(0) == version) {
            return VersionState.CHAMPION;
        }
        if (challenger == version) {
            return VersionState.CHALLENGER;
        }
        return isTakenBack(version) ? VersionState.TAKEN_BACK : VersionState.PUBLISHED;
    }

    /** The version that answers, or empty where none was promoted. */
    public OptionalInt champion() {
        return champions.isEmpty() ? OptionalInt.empty() : OptionalInt.of(champions.peek());
    }

    /** The version tried beside the champion, or empty where none is. */
    public OptionalInt challenger() {
        return challenger == 0 ? OptionalInt.empty() : OptionalInt.of(challenger);
    }

    /** The champion a rollback would bring back: the newest one before that may answer again. */
    public OptionalInt predecessor() {
        return fallbacks().stream().mapToInt(Integer::intValue).findFirst();
    }

    /** Former champions neither retired nor taken back, newest first, each once, the champion not among them. */
    public List<Integer> fallbacks() {
        int champion = champion().orElse(0);
        return champions.stream()
                .filter(version -> version != champion && !retired.containsKey(version) && !takenBack.contains(version))
                .distinct()
                .toList();
    }

    /**
     * The entry by which somebody stepped back and that still stands: a rollback, a kill, or the promotion of a version
     * older than one that was champion before. Whoever publishes unasked does not promote over it.
     */
    public Optional<JournalEntry> steppedBack() {
        return steppedBack;
    }

    /** The standing as it was at an instant: entries up to and including it. */
    public Standing at(Instant instant) {
        List<JournalEntry> until = new ArrayList<>();
        for (JournalEntry entry : entries) {
            if (entry.at().isAfter(instant)) {
                break;
            }
            until.add(entry);
        }
        return new Standing(name, until);
    }

    /** The standing after the first so many entries. */
    public Standing after(int entry) {
        return new Standing(name, entries.subList(0, entry));
    }

    /** The number of the last entry; 0 where there is none. */
    public int head() {
        return entries.size();
    }

    /** SHA-256 of the last entry, which stands for the whole chain. */
    public String headHash() {
        return hash(head());
    }

    /** SHA-256 of an entry, which stands for the chain up to it; {@link Journal#START} before the first. */
    String hash(int entry) {
        return entry == 0 ? Journal.START : entries.get(entry - 1).sha256();
    }

    /** Whether this standing grew out of another: the same entries, then more. */
    public boolean extendsFrom(Standing earlier) {
        return head() >= earlier.head() && hash(earlier.head()).equals(earlier.headHash());
    }
}
