package io.perennial.simulator.log;

import io.perennial.simulator.world.RandomStream;
import io.perennial.simulator.world.Traits;

/** The names the company's systems know a user by: the user id, a device, a phone number. */
final class Names {

    private static final long DEVICE = 0x5bd1e995L;
    private static final long PHONES = 10_000_000_000L;
    private static final long PHONE_STEP = 7_368_787L;

    private Names() {}

    static Row user(Row row, Traits user) {
        return row.text("u").padded(user.id(), 7);
    }

    static Row device(Row row, Traits user) {
        return row.text("d-").hex(RandomStream.mix(DEVICE + user.id()));
    }

    /** The step is prime to ten, so no two users below ten thousand million share a phone. */
    static Row phone(Row row, Traits user) {
        return row.text("1").padded(PHONE_STEP * (user.id() + 1L) % PHONES, 10);
    }

    /** The app knows some users only by their device until they log in: about a third of their events. */
    static Row inApp(Row row, Traits user, long deed) {
        return user.contact().device() && deed % 3 == 0 ? device(row, user) : user(row, user);
    }

    /** The shop's tills know some users by phone: about half of their orders. */
    static Row inShop(Row row, Traits user, long deed) {
        return user.contact().phone() && deed % 2 == 0 ? phone(row, user) : user(row, user);
    }
}
