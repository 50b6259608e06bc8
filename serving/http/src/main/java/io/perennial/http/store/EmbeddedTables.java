package io.perennial.http.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * What a file holds: as it is being changed, or as it was at one version, and then it is only read.
 *
 * <p>An event is written before its id: should a crash part them, the event sent again takes its own place and still
 * counts once.
 */
record EmbeddedTables(
        MVMap<byte[], byte[]> events,
        MVMap<byte[], byte[]> ids,
        MVMap<byte[], byte[]> tombstones,
        MVMap<String, String> facts) {

    private static final String SECRET = "secret";
    private static final String LAST_DAY = "last day";
    private static final String FORGOTTEN = "forgotten before";

    /** The tables of an open file as they are being changed, made where they are missing. */
    static EmbeddedTables of(MVStore store) {
        return new EmbeddedTables(
                bytes(store, "events"),
                bytes(store, "ids"),
                bytes(store, "tombstones"),
                store.openMap(
                        "facts",
                        new MVMap.Builder<String, String>()
                                .keyType(StringDataType.INSTANCE)
                                .valueType(StringDataType.INSTANCE)));
    }

    private static MVMap<byte[], byte[]> bytes(MVStore store, String name) {
        return store.openMap(
                name,
                new MVMap.Builder<byte[], byte[]>()
                        .keyType(ByteArrayDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    /** The tables as they were at a version; what is changed afterwards is not seen. */
    EmbeddedTables at(long version) {
        return new EmbeddedTables(
                events.openVersion(version),
                ids.openVersion(version),
                tombstones.openVersion(version),
                facts.openVersion(version));
    }

    /** The secret of pseudonyms, made with the file. */
    Optional<String> secret() {
        return Optional.ofNullable(facts.get(SECRET));
    }

    void keepSecret(String secret) {
        facts.put(SECRET, secret);
    }

    Acceptance add(LiveEvent event) {
        boolean isErased = hasTombstone(event.user())
                || event.aliases().stream().map(LiveEvent.Alias::name).anyMatch(this::hasTombstone);
        if (isErased) {
            return Acceptance.ERASED;
        }
        return taken(event).orElseGet(() -> keep(event));
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

    Optional<Acceptance> taken(LiveEvent event) {
        return Optional.ofNullable(ids.get(event.id().bytes()))
                .map(kept -> event.after(Pseudonym.of(kept, Pseudonym.BYTES)));
    }

    private void grow(String fact, int day) {
        if (fact(fact).orElse(Integer.MIN_VALUE) < day) {
            facts.put(fact, Integer.toString(day));
        }
    }

    OptionalInt lastDay() {
        return fact(LAST_DAY);
    }

    OptionalInt forgottenBefore() {
        return fact(FORGOTTEN);
    }

    private OptionalInt fact(String name) {
        String value = facts.get(name);
        return value == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
    }

    LiveUser user(Collection<Pseudonym> names) {
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
        return new LiveUser(false, sums.parts());
    }

    boolean isErased(Collection<Pseudonym> names) {
        return names.stream().anyMatch(this::hasTombstone);
    }

    boolean holdsAny(Collection<Pseudonym> names) {
        return names.stream().anyMatch(name -> isNextOf(name, eventsFrom(name)));
    }

    private boolean hasTombstone(Pseudonym name) {
        return tombstones.containsKey(name.bytes());
    }

    /** Events in their order, from a user's first on. */
    private Cursor<byte[], byte[]> eventsFrom(Pseudonym user) {
        return events.cursor(joined(user.bytes(), new byte[Pseudonym.BYTES]));
    }

    /** Goes to the next event, and tells whether there is one and it is this user's. */
    private static boolean isNextOf(Pseudonym user, Cursor<byte[], byte[]> cursor) {
        return cursor.hasNext() && Pseudonym.of(cursor.next(), 0).equals(user);
    }

    int erase(Collection<Pseudonym> names) {
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
    }

    Set<Pseudonym> erased() {
        Set<Pseudonym> erased = new HashSet<>();
        tombstones.keyIterator(null).forEachRemaining(key -> erased.add(Pseudonym.of(key, 0)));
        return erased;
    }

    /** Has the events that go before a day forgotten, with their days, some at a time; how many were. */
    int forgetBefore(int day, int atOnce, Function<List<Map.Entry<byte[], Integer>>, Integer> forget) {
        int sum = 0;
        List<Map.Entry<byte[], Integer>> old = new ArrayList<>();
        for (Cursor<byte[], byte[]> cursor = events.cursor(null); cursor.hasNext(); ) {
            byte[] key = cursor.next();
            part(cursor.getValue())
                    .filter(part -> part.goesBefore(day))
                    .ifPresent(part -> old.add(Map.entry(key, part.day().day())));
            if (old.size() == atOnce || !cursor.hasNext()) {
                sum += forget.apply(old);
                old.clear();
            }
        }
        return sum;
    }

    /** What an event adds; empty where it can't be read, and then it stays for who may mend it. */
    private static Optional<LivePart> part(byte[] event) {
        try {
            return Optional.of(PartBytes.read(event));
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    int forget(List<Map.Entry<byte[], Integer>> old) {
        old.forEach(event -> {
            remove(event.getKey());
            grow(FORGOTTEN, event.getValue() + 1);
        });
        return old.size();
    }

    private void remove(byte[] key) {
        ids.remove(Arrays.copyOfRange(key, Pseudonym.BYTES, key.length));
        events.remove(key);
    }

    private static byte[] joined(byte[] left, byte[] right) {
        return ByteBuffer.allocate(left.length + right.length)
                .put(left)
                .put(right)
                .array();
    }
}
