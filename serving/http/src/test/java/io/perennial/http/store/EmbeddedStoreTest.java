package io.perennial.http.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store in one file. */
class EmbeddedStoreTest extends FullStoreSuite {

    private static final Event EVENT = new Event(
            "canary-user", Instant.EPOCH, EventKind.VISIT, 0, 9, 0, "canary-item", "canary-channel", "", "canary-id");

    @TempDir
    Path directory;

    /** The time by which the store rests after a failure. */
    private final AtomicLong now = new AtomicLong();

    @Override
    String address() {
        return directory.resolve("models.live/events.mv").toString();
    }

    @Override
    EventStore open() {
        Path file = Path.of(address());
        return EmbeddedStore.open(file, FullPath.of(file), now::get);
    }

    @Override
    void fill() {
        FullPath.fails(FullPath.Fault.NO_SPACE);
    }

    @Override
    void free() {
        FullPath.fails(FullPath.Fault.NONE);
        now.addAndGet(1_000_000_000L);
    }

    @AfterEach
    void free_for_the_next() {
        free();
    }

    @Test
    void what_could_not_be_synced_is_never_read_though_the_disk_shows_it() {
        Path other = directory.resolve("other.mv");
        try (EventStore running = EmbeddedStore.open(other, FullPath.of(other), now::get)) {
            running.erase(List.of(running.pseudonyms().user("v")));
            for (int again = 0; again < 3; again++) {
                FullPath.fails(FullPath.Fault.NO_SYNC);
                assertThrows(StoreException.class, () -> running.append(List.of(live(running))));
                assertEquals(OptionalInt.empty(), running.lastDay());
                assertEquals(Optional.empty(), running.taken(live(running)));
                free();
            }
            assertEquals(List.of(Acceptance.ACCEPTED), running.append(List.of(live(running))));
        }
        try (EventStore running = EmbeddedStore.open(other)) {
            assertEquals(List.of(Acceptance.DUPLICATE), running.append(List.of(live(running))));
            assertEquals(1, running.erased().size());
        }
    }

    @Test
    void a_disk_that_fails_is_written_once_a_second_however_many_ask() {
        Path other = directory.resolve("other.mv");
        try (EventStore running = EmbeddedStore.open(other, FullPath.of(other), now::get)) {
            fill();
            String message = assertThrows(StoreException.class, () -> running.append(List.of(live(running))))
                    .getMessage();
            assertTrue(message.contains("No space left on device") && !message.contains("FullFile"), message);
            FullPath.fails(FullPath.Fault.NONE);
            assertThrows(StoreException.class, () -> running.append(List.of(live(running))));
            free();
            assertEquals(List.of(Acceptance.ACCEPTED), running.append(List.of(live(running))));
        }
    }

    @Test
    void a_file_that_went_while_it_was_open_is_not_made_anew() throws Exception {
        Path other = directory.resolve("other.mv");
        try (EventStore running = EmbeddedStore.open(other, FullPath.of(other), now::get)) {
            fill();
            assertThrows(StoreException.class, () -> running.append(List.of(live(running))));
            free();
            Path away = Files.move(other, directory.resolve("away.mv"));
            String message = assertThrows(StoreException.class, () -> running.append(List.of(live(running))))
                    .getMessage();
            assertTrue(message.contains("is gone"), message);
            EmbeddedStore.open(other).close();
            now.addAndGet(1_000_000_000L);
            assertThrows(StoreException.class, running::lastDay);
            assertFalse(running.isUp());
            Files.move(away, other, StandardCopyOption.REPLACE_EXISTING);
            now.addAndGet(1_000_000_000L);
            assertEquals(List.of(Acceptance.ACCEPTED), running.append(List.of(live(running))));
        }
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
    void nobody_but_the_owner_may_read_a_new_store_or_its_folder() throws Exception {
        Path other = directory.resolve("shop.live/other.mv");
        EmbeddedStore.open(other).close();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(other)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(other.getParent())));
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
    void a_store_that_cannot_be_made_on_a_full_disk_says_so_and_can_be_made_when_there_is_room() {
        Path other = directory.resolve("other.mv");
        fill();
        String message = assertThrows(
                        StoreException.class, () -> EmbeddedStore.open(other, FullPath.of(other), now::get))
                .getMessage();
        assertTrue(message.contains("No space left on device") && message.contains("disk"), message);
        assertFalse(message.contains("copy") || message.contains("FullFile"), message);
        free();
        EmbeddedStore.open(other).close();
    }

    @Test
    void a_store_below_a_file_says_that_the_disk_refuses_it() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        String message = assertThrows(StoreException.class, () -> EmbeddedStore.open(file.resolve("live/events.mv")))
                .getMessage();
        assertTrue(message.contains("can't be opened") && !message.contains("copy"), message);
    }

    @Test
    void a_file_that_is_no_store_is_refused_with_advice() throws Exception {
        Path other = directory.resolve("other.mv");
        Files.write(other, new byte[10_000]);
        String message = assertThrows(StoreException.class, () -> EmbeddedStore.open(other))
                .getMessage();
        assertTrue(message.contains("restore it from a copy") && !message.contains("\n"), message);
    }

    private static LiveEvent live(EventStore store) {
        return new LiveEvent(
                store.pseudonyms().user(EVENT.user()),
                store.pseudonyms().event(EVENT.id()),
                store.pseudonyms().content(EVENT.user(), EVENT),
                new LivePart("UTC USD", "", LedgerDay.of(0, EVENT)));
    }
}
