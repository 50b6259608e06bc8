package io.perennial.simulator.life;

import io.perennial.simulator.world.RandomStream;
import io.perennial.simulator.world.Traits;

/** Writes one user's deeds down and numbers them. */
final class Scribe {

    private static final int ID_BITS = 28;

    private final Traits user;
    private final DeedSink deeds;
    private int written;

    Scribe(Traits user, DeedSink deeds) {
        this.user = user;
        this.deeds = deeds;
    }

    /** A deed without money. */
    void write(int day, int second, Act act, int number, String item, String channel) {
        write(new Deed(user, day, second, act, nextId(), number, 0, item, channel, ""));
    }

    void write(Deed deed) {
        deeds.record(deed);
    }

    Traits user() {
        return user;
    }

    /** The next id; scrambled, so that ids tell nothing about users or time, yet never collide. */
    long nextId() {
        return RandomStream.mix(((long) user.id() << ID_BITS) + written++);
    }
}
