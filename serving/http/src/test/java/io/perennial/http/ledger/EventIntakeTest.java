package io.perennial.http.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.http.TinyCompany;
import io.perennial.http.api.Problem;
import io.perennial.http.store.Acceptance;
import io.perennial.http.store.EventStore;
import io.perennial.http.store.StoreAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a batch may begin, which times are taken, and what tells of a day. */
class EventIntakeTest {

    private static final Instant NOW = Instant.parse("2026-01-04T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void batches_beyond_the_bound_are_refused_until_one_is_done() {
        try (EventStore store = StoreAddress.inMemory()) {
            EventIntake intake = intake(store);
            List<EventIntake.Turn> turns = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                turns.add(intake.turn());
            }
            for (int i = 0; i < 3; i++) {
                Problem refused = assertThrows(Problem.class, intake::turn);
                assertEquals(Problem.Kind.BUSY, refused.kind());
                assertEquals("1", refused.headers().get("Retry-After"));
            }
            turns.get(0).close();
            intake.turn().close();
            turns.set(0, intake.turn());
            assertThrows(Problem.class, intake::turn);
        }
    }

    @Test
    void a_sender_may_run_ten_minutes_ahead_and_without_a_population_as_late_as_it_likes() {
        try (EventStore store = StoreAddress.inMemory()) {
            EventIntake intake = intake(store);
            assertTrue(objection(intake, NOW.plusSeconds(600)).isEmpty());
            assertTrue(objection(intake, NOW.plusSeconds(601)).isPresent());
            assertTrue(objection(intake, Instant.EPOCH).isEmpty());
        }
    }

    @Test
    void what_is_kept_and_read_alone_says_that_its_day_was_reached() {
        List<Integer> reached = new ArrayList<>();
        try (EventStore store = StoreAddress.inMemory()) {
            EventIntake intake = new EventIntake(store, CLOCK, reached::add);
            assertEquals(List.of(Acceptance.ACCEPTED), kept(intake, event(EventKind.SOCIAL, "no score reads it")));
            try (EventIntake.Turn turn = intake.turn()) {
                turn.keepOurOwn(Optional.empty(), TinyCompany.SCHEMA, event(EventKind.TOUCH, "recorded here"));
            }
            assertEquals(List.of(), reached);
            Event visit = event(EventKind.VISIT, "v");
            kept(intake, event(EventKind.SOCIAL, "before it"), visit);
            Integer today = Math.toIntExact(NOW.getEpochSecond() / 86_400);
            assertEquals(List.of(today), reached);
            kept(intake, event(EventKind.PURCHASE, "v"));
            assertEquals(List.of(today), reached, "the id is taken, and it is not kept");
            kept(intake, visit);
            assertEquals(List.of(today, today), reached, "another server on the store may have kept it");
        }
    }

    private static List<Acceptance> kept(EventIntake intake, Event... events) {
        try (EventIntake.Turn turn = intake.turn()) {
            return turn.keep(Optional.empty(), TinyCompany.SCHEMA, List.of(events));
        }
    }

    private static Event event(EventKind kind, String id) {
        return new Event("u", NOW, kind, 0, 0, 0, "", "", "", id);
    }

    private static Optional<String> objection(EventIntake intake, Instant at) {
        return intake.objection(Optional.empty(), TinyCompany.SCHEMA, at);
    }

    private static EventIntake intake(EventStore store) {
        return new LiveLedger(store, CLOCK).intake();
    }
}
