package io.perennial.http.doctor;

import io.perennial.http.store.EventStore;
import io.perennial.http.store.StoreAddress;
import io.perennial.http.store.StoreException;
import java.time.LocalDate;
import java.util.OptionalInt;

/** Whether a store of live events opens and can be read; one that is not there is not made, nor an older one changed. */
final class StoreCheck {

    private static final String ABOUT = "store";

    private StoreCheck() {}

    static Finding of(StoreAddress address) {
        try {
            return switch (address.look()) {
                case NONE -> Finding.good(ABOUT, "none yet at " + address + "; a server makes it");
                case OLDER ->
                    Finding.note(
                            ABOUT,
                            address + " was made by an earlier release",
                            "a server of this one brings it up to date when it starts; earlier ones can't open it then");
                case READY -> opened(address);
            };
        } catch (StoreException e) {
            return e.isTaken()
                    ? Finding.note(
                            ABOUT, address + " is open in another process", "a running server has it; all is well")
                    : Finding.fault(ABOUT, e.getMessage(), "");
        }
    }

    private static Finding opened(StoreAddress address) {
        try (EventStore store = address.open()) {
            OptionalInt last = store.lastDay();
            String until = last.isEmpty() ? "no events" : "events up to " + LocalDate.ofEpochDay(last.getAsInt());
            return Finding.good(
                    ABOUT, address + " holds " + until + ", " + store.erased().size() + " name(s) erased");
        }
    }
}
