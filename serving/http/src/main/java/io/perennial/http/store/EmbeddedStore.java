package io.perennial.http.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * A store in one file of this machine, by H2's MVStore. One process opens it at a time.
 *
 * <p>Reads see what is being written before it is acknowledged, never half an event. An event is written before its
 * id: should a crash part them, the event sent again takes its own place and still counts once.
 */
final class EmbeddedStore implements EventStore {

    private static final String SECRET = "secret";
    private static final String LAST_DAY = "last day";
    private static final String FORGOTTEN = "forgotten before";

    /** Events forgotten in one commit: what is appended meanwhile waits for no more. */
    private static final int FORGOTTEN_AT_ONCE = 1_000;

    private static final int COMMITS_BETWEEN_COMPACTIONS = 1_000;
    private static final int LEAST_FILL_PERCENT = 50;
    private static final int COMPACTED_BYTES = 16 << 20;
    private static final int CACHE_MIB = 16;

    private final MVStore store;
    private final MVMap<byte[], byte[]> events;
    private final MVMap<byte[], byte[]> ids;
    private final MVMap<byte[], byte[]> tombstones;
    private final MVMap<String, String> facts;
    private final Pseudonyms pseudonyms;
    private final GroupCommit commits;
    private int sinceCompaction;

    private EmbeddedStore(MVStore store) {
        this.store = store;
        // Every commit is synced, so space freed some commits ago can be written again at once: kept for the usual 45 s
        // it made a file of 280 MB out of 100,000 events.
        store.setRetentionTime(0);
        this.events = bytes("events");
        this.ids = bytes("ids");
        this.tombstones = bytes("tombstones");
        this.facts = store.openMap(
                "facts",
                new MVMap.Builder<String, String>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(StringDataType.INSTANCE));
        this.pseudonyms = Pseudonyms.under(secret());
        this.commits = new GroupCommit(this::sync);
    }

    /**
     * The store in a file, made where there is none.
     *
     * @throws StoreException where another process has it open, or it can't be read
     */
    static EmbeddedStore open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return of(builder().fileName(SteadyPath.of(file)).open());
        } catch (MVStoreException e) {
            String reason = e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
                    ? "is open in another process; stop that server, or give this one another --store"
                    : "can't be opened: " + e.getMessage().lines().findFirst().orElse("") + "; restore it from a copy,"
                            + " or give another --store";
            throw new StoreException("store " + file + " " + reason, e);
        } catch (IOException e) {
            throw new StoreException(
                    "store " + file + " can't be made: " + e.getMessage() + "; give another --store", e);
        }
    }

    /** A store that is gone when it is closed, for a process that takes no events. */
    static EmbeddedStore inMemory() {
        return of(builder().open());
    }

    /** A file that holds what no store can use is let go of again. */
    private static EmbeddedStore of(MVStore opened) {
        try {
            return new EmbeddedStore(opened);
        } catch (RuntimeException e) {
            opened.closeImmediately();
            throw e;
        }
    }

    private static MVStore.Builder builder() {
        return new MVStore.Builder().autoCommitDisabled().cacheSize(CACHE_MIB);
    }

    @Override
    public Pseudonyms pseudonyms() {
        return pseudonyms;
    }

    @Override
    public List<Acceptance> append(List<LiveEvent> added) {
        return commits.commit(() -> added.stream().map(this::add).toList());
    }

    private Acceptance add(LiveEvent event) {
        boolean isErased = hasTombstone(event.user())
                || event.aliases().stream().map(LiveEvent.Alias::name).anyMatch(this::hasTombstone);
        if (isErased) {
            return Acceptance.ERASED;
        }
        return again(event).orElseGet(() -> keep(event));
    }

    private Acceptance keep(LiveEvent event) {
        byte[] user = event.user().bytes();
        byte[] id = event.id().bytes();
        events.put(joined(user, id), PartBytes.write(event.part()));
        ids.put(id, joined(user, event.content().bytes()));
        if (event.tellsOfItsDay()) {
            grow(LAST_DAY, event.part().day().day());
        }
        return Acceptance.ACCEPTED;
    }

    private Optional<Acceptance> again(LiveEvent event) {
        return Optional.ofNullable(ids.get(event.id().bytes()))
                .map(kept -> event.after(Pseudonym.of(kept, Pseudonym.BYTES)));
    }

    @Override
    public Optional<Acceptance> taken(LiveEvent event) {
        return read(() -> again(event));
    }

    private void grow(String fact, int day) {
        if (fact(fact).orElse(Integer.MIN_VALUE) < day) {
            facts.put(fact, Integer.toString(day));
        }
    }

    private OptionalInt fact(String name) {
        String value = facts.get(name);
        return value == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
    }

    @Override
    public LiveUser user(Collection<Pseudonym> names) {
        return read(() -> {
            PartSums sums = new PartSums();
            for (Pseudonym name : names) {
                if (hasTombstone(name)) {
                    return new LiveUser(true, List.of());
                }
                Cursor<byte[], byte[]> cursor = eventsFrom(name);
                while (isNextOf(name, cursor)) {
                    sums.add(PartBytes.read(cursor.getValue()));
                }
            }
            boolean erasedMeanwhile = names.stream().anyMatch(this::hasTombstone);
            return new LiveUser(erasedMeanwhile, erasedMeanwhile ? List.of() : sums.parts());
        });
    }

    @Override
    public boolean isErased(Collection<Pseudonym> names) {
        return read(() -> names.stream().anyMatch(this::hasTombstone));
    }

    @Override
    public boolean holdsAny(Collection<Pseudonym> names) {
        return read(() -> names.stream().anyMatch(name -> isNextOf(name, eventsFrom(name))));
    }

    private boolean hasTombstone(Pseudonym name) {
        return tombstones.containsKey(name.bytes());
    }

    /** Events in their order, from a user's first on, as they are now: what changes afterwards is not seen. */
    private Cursor<byte[], byte[]> eventsFrom(Pseudonym user) {
        return events.cursor(joined(user.bytes(), new byte[Pseudonym.BYTES]));
    }

    /** Goes to the next event, and tells whether there is one and it is this user's. */
    private static boolean isNextOf(Pseudonym user, Cursor<byte[], byte[]> cursor) {
        return cursor.hasNext() && Pseudonym.of(cursor.next(), 0).equals(user);
    }

    private <T> T read(Supplier<T> reading) {
        // While a version is in use, none of its space is written again.
        MVStore.TxCounter version = store.registerVersionUsage();
        try {
            return reading.get();
        } catch (MVStoreException e) {
            throw unreadable(e);
        } finally {
            store.deregisterVersionUsage(version);
        }
    }

    @Override
    public OptionalInt lastDay() {
        return read(() -> fact(LAST_DAY));
    }

    @Override
    public OptionalInt forgottenBefore() {
        return read(() -> fact(FORGOTTEN));
    }

    @Override
    public int erase(Collection<Pseudonym> names) {
        return commits.commit(() -> {
            int removed = 0;
            for (Pseudonym name : names) {
                tombstones.put(name.bytes(), new byte[0]);
                Cursor<byte[], byte[]> cursor = eventsFrom(name);
                while (isNextOf(name, cursor)) {
                    remove(cursor.getKey());
                    removed++;
                }
            }
            return removed;
        });
    }

    @Override
    public Set<Pseudonym> erased() {
        return read(() -> {
            Set<Pseudonym> erased = new HashSet<>();
            tombstones.keyIterator(null).forEachRemaining(key -> erased.add(Pseudonym.of(key, 0)));
            return erased;
        });
    }

    @Override
    public int forgetBefore(int day) {
        // Looked for here, not where events are kept, so that nothing waits for the search or fails with it.
        return read(() -> {
            int removed = 0;
            List<Map.Entry<byte[], Integer>> old = new ArrayList<>();
            for (Cursor<byte[], byte[]> cursor = events.cursor(null); cursor.hasNext(); ) {
                byte[] key = cursor.next();
                part(cursor.getValue())
                        .filter(part -> part.goesBefore(day))
                        .ifPresent(part -> old.add(Map.entry(key, part.day().day())));
                if (old.size() == FORGOTTEN_AT_ONCE || !cursor.hasNext()) {
                    removed += forget(old);
                    old.clear();
                }
            }
            return removed;
        });
    }

    /** What an event adds; empty where it can't be read, and then it stays for who may mend it. */
    private static Optional<LivePart> part(byte[] event) {
        try {
            return Optional.of(PartBytes.read(event));
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    private int forget(List<Map.Entry<byte[], Integer>> old) {
        return commits.commit(() -> {
            old.forEach(event -> {
                remove(event.getKey());
                grow(FORGOTTEN, event.getValue() + 1);
            });
            return old.size();
        });
    }

    private void remove(byte[] key) {
        ids.remove(Arrays.copyOfRange(key, Pseudonym.BYTES, key.length));
        events.remove(key);
    }

    @Override
    public void close() {
        commits.close();
        store.close();
    }

    private void sync() {
        store.commit();
        if (store.getFileStore() != null) {
            store.sync();
        }
        sinceCompaction++;
        if (sinceCompaction >= COMMITS_BETWEEN_COMPACTIONS) {
            sinceCompaction = 0;
            store.compact(LEAST_FILL_PERCENT, COMPACTED_BYTES);
            // What it frees is written over by the next commit, and must be on disk elsewhere before.
            if (store.getFileStore() != null) {
                store.sync();
            }
        }
    }

    private String secret() {
        if (facts.putIfAbsent(SECRET, Pseudonyms.newSecret()) == null) {
            sync();
        }
        return facts.get(SECRET);
    }

    private MVMap<byte[], byte[]> bytes(String name) {
        return store.openMap(
                name,
                new MVMap.Builder<byte[], byte[]>()
                        .keyType(ByteArrayDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    private static byte[] joined(byte[] left, byte[] right) {
        return ByteBuffer.allocate(left.length + right.length)
                .put(left)
                .put(right)
                .array();
    }

    private static StoreException unreadable(MVStoreException e) {
        return new StoreException(
                "the store can't be read: " + e.getMessage().lines().findFirst().orElse("")
                        + "; look after its disk, then start the server again",
                e);
    }
}
