package io.perennial.http.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.Event;
import io.perennial.features.ledger.LedgerDay;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What every back end promises, also where it has no room to write. */
abstract class FullStoreSuite extends EventStoreSuite {

    /** From now on nothing can be written where the store is kept, and what is there can be read. */
    abstract void fill() throws Exception;

    /** There is room again. */
    abstract void free() throws Exception;

    @Test
    void what_could_not_be_kept_is_never_read_and_is_kept_when_it_is_sent_again_after_there_is_room() throws Exception {
        Event kept = purchase("u", AT, 100, "a");
        Event refused = purchase("u", AT.plusSeconds(86_400), 7, "b");
        append(kept);
        assertTrue(store.isUp());
        fill();
        assertThrows(StoreException.class, () -> append(refused));
        assertFalse(store.isUp());
        assertOnlyTheFirstIsRead(refused);
        assertThrows(StoreException.class, () -> store.erase(List.of(name("u"))));
        assertOnlyTheFirstIsRead(refused);
        free();
        assertEquals(List.of(Acceptance.DUPLICATE, Acceptance.ACCEPTED), append(kept, refused));
        assertTrue(store.isUp());
        assertEquals(
                107,
                ledger("u").days().stream().mapToLong(LedgerDay::spendMinor).sum());
        assertEquals(List.of(Acceptance.DUPLICATE, Acceptance.DUPLICATE), appendAgain(kept, refused));
    }

    private void assertOnlyTheFirstIsRead(Event refused) {
        assertEquals(
                100,
                ledger("u").days().stream().mapToLong(LedgerDay::spendMinor).sum());
        assertEquals(OptionalInt.of(DAY), store.lastDay());
        assertEquals(Optional.empty(), store.taken(live(refused)));
        assertFalse(store.isErased(List.of(name("u"))));
    }

    private List<Acceptance> appendAgain(Event... events) throws Exception {
        opened();
        return append(events);
    }
}
