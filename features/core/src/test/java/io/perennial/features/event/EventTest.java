package io.perennial.features.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An event that exists is valid, and the kinds keep their place in every ledger ever written. */
class EventTest {

    private static final Instant AT = Instant.parse("2024-07-01T00:00:00Z");

    @Test
    void kinds_keep_the_order_that_ledgers_were_written_in() {
        List<String> written = List.of(
                "visit",
                "core",
                "purchase",
                "refund",
                "content",
                "social",
                "invite",
                "touch",
                "open",
                "click",
                "coupon",
                "complaint",
                "nps",
                "sentiment",
                "subscribe",
                "cancel");
        assertEquals(written, Stream.of(EventKind.values()).map(EventKind::id).toList());
        for (int i = 0; i < EventKind.COUNT; i++) {
            assertEquals(i, EventKind.at(i).index());
            assertEquals(Optional.of(EventKind.at(i)), EventKind.of(written.get(i)));
        }
        assertEquals(Optional.empty(), EventKind.of("PURCHASE"), "ids are lower case");
    }

    @Test
    void a_negative_amount_is_refused_with_the_way_to_record_a_refund() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Event.money("ann", AT, EventKind.PURCHASE, -5))
                .getMessage();
        assertTrue(message.contains("ann") && message.contains("-5") && message.contains("refund"), message);
    }

    @Test
    void answers_outside_their_scale_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> scored(EventKind.NPS, 11));
        assertThrows(IllegalArgumentException.class, () -> scored(EventKind.NPS, -1));
        assertThrows(IllegalArgumentException.class, () -> scored(EventKind.SENTIMENT, -1_001));
        assertEquals(10, scored(EventKind.NPS, 10).score());
        assertEquals(-1_000, scored(EventKind.SENTIMENT, -1_000).score());
    }

    @Test
    void an_event_without_user_or_with_negative_duration_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> Event.of(" ", AT, EventKind.VISIT));
        assertThrows(
                IllegalArgumentException.class, () -> new Event("ann", AT, EventKind.VISIT, 0, -1, 0, "", "", "", ""));
    }

    @Test
    void kind_sets_obey_the_algebra_of_sets() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            KindSet a = new KindSet(random.nextInt(1 << EventKind.COUNT));
            KindSet b = new KindSet(random.nextInt(1 << EventKind.COUNT));
            assertEquals(a, KindSet.of(a.kinds()), "seed " + seed);
            assertEquals(a.kinds().containsAll(b.kinds()), a.containsAll(b), "seed " + seed);
            assertEquals(a.kinds().stream().anyMatch(b.kinds()::contains), a.intersects(b), "seed " + seed);
            assertEquals(a.intersects(b), !a.without(b).equals(a), "seed " + seed);
            assertEquals(a.isEmpty(), a.kinds().isEmpty(), "seed " + seed);
        }
    }

    private static Event scored(EventKind kind, int score) {
        return new Event("ann", AT, kind, 0, 0, score, "", "", "", "");
    }
}
