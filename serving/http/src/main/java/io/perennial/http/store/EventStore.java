package io.perennial.http.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Keeps live events. Safe for many threads; every method may throw {@link StoreException}.
 *
 * <p>What a call that changes something has returned is on disk: it outlives kill -9 and a cut of power.
 * Where such a call throws, nothing of it was acknowledged, and nothing of it is read, but of {@link #forgetBefore}, which
 * works in parts. It can be made again, and the store needs no one to open it again when it can be written once more.
 */
public interface EventStore extends AutoCloseable {

    /** Whether it answers and kept what it was asked to keep last; a store that failed to is up when it keeps again. */
    boolean isUp();

    /** What makes the pseudonyms of this store. */
    Pseudonyms pseudonyms();

    /**
     * Keeps events, each on its own; of events with one id the first counts. Those of a user erased under any name are
     * refused.
     *
     * @return what became of each, in the same order
     */
    List<Acceptance> append(List<LiveEvent> events);

    /** What would become of an event whose id is taken; empty where nothing is kept under it. */
    Optional<Acceptance> taken(LiveEvent event);

    /** What is kept under any of the names of one user, in the memory of their days however many events these have. */
    LiveUser user(Collection<Pseudonym> names);

    /** Whether a user was erased under any of their names. */
    boolean isErased(Collection<Pseudonym> names);

    /** Whether any event is kept under any of the names of one user. */
    boolean holdsAny(Collection<Pseudonym> names);

    /**
     * The last day, as epoch day, any event was ever accepted for, erased and forgotten ones too; empty for none. What a
     * person {@linkplain LivePart#isRecordedHere recorded here} says nothing of what users did until then, and is left
     * aside, as are events that {@linkplain LiveEvent#counts did not count} when they came.
     */
    OptionalInt lastDay();

    /** The day, as epoch day, from which nothing was forgotten; empty where nothing ever was. */
    OptionalInt forgottenBefore();

    /**
     * Removes a user's events under all names, and keeps a tombstone for each name, so that later events are refused.
     *
     * @return how many events were removed
     */
    int erase(Collection<Pseudonym> names);

    /** The tombstones of all erased users. */
    Set<Pseudonym> erased();

    /**
     * Removes events of days before a day, and their ids with them; what a person
     * {@linkplain LivePart#isRecordedHere recorded here} goes {@value LivePart#KEPT_LONGER_DAYS} days later, since no log
     * holds it.
     *
     * <p>Some are removed at a time, so that nobody waits for all of them. Where it throws, those removed until then are
     * gone for good, {@link #forgottenBefore} tells of them, and the next call goes on.
     *
     * @return how many events were removed
     */
    int forgetBefore(int day);

    @Override
    void close();
}
