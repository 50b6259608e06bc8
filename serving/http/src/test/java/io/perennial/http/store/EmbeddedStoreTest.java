package io.perennial.http.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store in one file. */
class EmbeddedStoreTest extends EventStoreSuite {

    private static final Event EVENT = new Event(
            "canary-user", Instant.EPOCH, EventKind.VISIT, 0, 9, 0, "canary-item", "canary-channel", "", "canary-id");

    @TempDir
    Path directory;

    @Override
    String address() {
        return directory.resolve("models.live/events.mv").toString();
    }

    @Test
    void the_file_as_it_is_at_an_acknowledgement_holds_the_event() throws Exception {
        Path copy = directory.resolve("copy.mv");
        Path other = directory.resolve("other.mv");
        try (EventStore running = EmbeddedStore.open(other)) {
            running.append(List.of(live(running)));
            Files.copy(other, copy);
        }
        try (EventStore copied = EmbeddedStore.open(copy)) {
            assertEquals(List.of(Acceptance.DUPLICATE), copied.append(List.of(live(copied))));
        }
    }

    @Test
    void no_id_of_a_user_or_an_event_is_in_the_file() throws Exception {
        Path other = directory.resolve("other.mv");
        try (EventStore running = EmbeddedStore.open(other)) {
            running.append(List.of(live(running)));
            running.erase(List.of(running.pseudonyms().user("canary-erased")));
        }
        assertTrue(!new String(Files.readAllBytes(other), StandardCharsets.ISO_8859_1).contains("canary"));
    }

    @Test
    void an_event_that_cannot_be_read_stops_neither_forgetting_nor_what_comes() throws Exception {
        Path other = directory.resolve("other.mv");
        try (EventStore running = EmbeddedStore.open(other)) {
            running.append(List.of(live(running)));
        }
        try (MVStore raw = MVStore.open(other.toString())) {
            MVMap<byte[], byte[]> events = raw.openMap(
                    "events",
                    new MVMap.Builder<byte[], byte[]>()
                            .keyType(ByteArrayDataType.INSTANCE)
                            .valueType(ByteArrayDataType.INSTANCE));
            events.put(new byte[32], new byte[] {9, 9});
        }
        try (EventStore running = EmbeddedStore.open(other)) {
            assertEquals(1, running.forgetBefore(1));
            assertEquals(List.of(Acceptance.ACCEPTED), running.append(List.of(live(running))));
        }
    }

    @Test
    void a_second_process_is_refused_with_advice() {
        Path other = directory.resolve("other.mv");
        try (EventStore running = EmbeddedStore.open(other)) {
            String message = assertThrows(StoreException.class, () -> EmbeddedStore.open(other))
                    .getMessage();
            assertTrue(message.contains(other.toString()) && message.contains("--store"), message);
            assertEquals(0, running.erased().size());
        }
    }

    @Test
    void a_file_that_is_no_store_is_refused_with_advice() throws Exception {
        Path other = directory.resolve("other.mv");
        Files.write(other, new byte[10_000]);
        String message = assertThrows(StoreException.class, () -> EmbeddedStore.open(other))
                .getMessage();
        assertTrue(message.contains("--store") && !message.contains("\n"), message);
    }

    private static LiveEvent live(EventStore store) {
        return new LiveEvent(
                store.pseudonyms().user(EVENT.user()),
                store.pseudonyms().event(EVENT.id()),
                store.pseudonyms().content(EVENT.user(), EVENT),
                new LivePart("UTC USD", "", LedgerDay.of(0, EVENT)));
    }
}
