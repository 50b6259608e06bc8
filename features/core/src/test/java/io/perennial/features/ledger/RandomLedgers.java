package io.perennial.features.ledger;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Seeded histories of every shape: from nobody to a heavy user, of few kinds or of all. */
public final class RandomLedgers {

    /** The first day on which anything happens. */
    public static final int FIRST = 19_000;

    private RandomLedgers() {}

    /** Days with one event each, in no order, within {@code [FIRST, FIRST + span)}. */
    public static List<LedgerDay> parts(Random random, int span) {
        List<LedgerDay> parts = new ArrayList<>();
        int events = random.nextInt(4) == 0 ? random.nextInt(4) : random.nextInt(400);
        List<EventKind> kinds = List.copyOf(kinds(random));
        for (int i = 0; i < events; i++) {
            EventKind kind = kinds.get(random.nextInt(kinds.size()));
            parts.add(LedgerDay.of(FIRST + random.nextInt(span), event(random, kind)));
        }
        return parts;
    }

    /** A ledger of such parts. */
    public static UserLedger ledger(Random random, int span) {
        return UserLedger.merge("u", parts(random, span));
    }

    /** Some kinds, at least one. */
    public static Set<EventKind> kinds(Random random) {
        Set<EventKind> kinds = EnumSet.of(EventKind.at(random.nextInt(EventKind.COUNT)));
        for (int i = random.nextInt(2 * EventKind.COUNT); i > 0; i--) {
            kinds.add(EventKind.at(random.nextInt(EventKind.COUNT)));
        }
        return kinds;
    }

    /** An event of a kind with random contents, each of which may be absent. */
    public static Event event(Random random, EventKind kind) {
        int score = 0;
        if (kind == EventKind.NPS) {
            score = random.nextInt(11);
        } else if (kind == EventKind.SENTIMENT) {
            score = random.nextInt(2001) - 1000;
        }
        return new Event(
                "u",
                Instant.EPOCH,
                kind,
                random.nextInt(5) == 0 ? 0 : random.nextInt(1_000_000),
                random.nextInt(3) == 0 ? 0 : random.nextInt(5_000),
                score,
                random.nextInt(3) == 0 ? "" : "item" + random.nextInt(40),
                random.nextInt(3) == 0 ? "" : "channel" + random.nextInt(4),
                "",
                "");
    }
}
