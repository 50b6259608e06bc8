package io.perennial.http.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.store.EventStore;
import io.perennial.http.store.StoreAddress;
import io.perennial.http.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which failures ask for another command line. */
class CommandFailuresTest {

    @TempDir
    Path directory;

    @Test
    void a_store_that_another_process_has_asks_for_another_place_as_a_port_does_and_a_damaged_one_does_not()
            throws Exception {
        StoreAddress address = new StoreAddress(directory.resolve("events.mv").toString());
        try (EventStore open = address.open()) {
            StoreException taken = assertThrows(StoreException.class, address::open);
            assertTrue(open.isUp());
            assertTrue(CommandFailures.told(taken).wrongUse());
        }
        Files.write(directory.resolve("damaged.mv"), new byte[10_000]);
        StoreAddress damaged = new StoreAddress(directory.resolve("damaged.mv").toString());
        assertFalse(CommandFailures.told(assertThrows(StoreException.class, damaged::open))
                .wrongUse());
    }
}
