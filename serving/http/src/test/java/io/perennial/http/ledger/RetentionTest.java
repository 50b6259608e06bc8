package io.perennial.http.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.TinyCompany;
import io.perennial.http.TinyCompany.Batch;
import io.perennial.http.api.Problem;
import io.perennial.http.live.LiveState;
import io.perennial.http.store.EventStore;
import io.perennial.http.store.StoreAddress;
import io.perennial.scoring.registry.Registry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live events are forgotten when no population that may answer needs them, and never missed in silence. */
class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");
    private static final String USER = TinyCompany.ledgers(1).get(0).user();

    @TempDir
    Path root;

    private final EventStore store = StoreAddress.inMemory();
    private final LiveLedger ledger = new LiveLedger(store, Clock.fixed(NOW, ZoneOffset.UTC));
    private Registry registry;
    private LiveState live;

    @BeforeEach
    void start() {
        registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        live = new LiveState(registry, ChurnGrade.Thresholds.defaults());
        load(TinyCompany.AS_OF);
    }

    @AfterEach
    void stop() {
        live.close();
        store.close();
    }

    private void load(LocalDate asOf) {
        live.refresh();
        Batch batch = new Batch(asOf, "data of " + asOf, TinyCompany.ledgers(3), Map.of());
        TinyCompany.publishPopulation(registry, live.state().requireScorer(), root.resolve("bundle " + asOf), batch);
        live.refresh();
    }

    private void keep(LocalDate day) {
        Event event = new Event(
                USER, day.atTime(9, 0).toInstant(ZoneOffset.UTC), EventKind.PURCHASE, 100, 0, 0, "", "", "", "e" + day);
        try (EventIntake.Turn turn = ledger.intake().turn()) {
            turn.keep(live.state().population(), TinyCompany.SCHEMA, List.of(event));
        }
    }

    private int liveEvents() {
        return ledger.user(live.state().population(), TinyCompany.SCHEMA, USER)
                .orElseThrow()
                .liveEvents();
    }

    private void forget() {
        try (Retention retention = Retention.start(store, new Recallable(registry))) {
            retention.forget();
        }
    }

    @Test
    void a_population_that_is_rolled_back_to_finds_every_event_it_needs() {
        keep(TinyCompany.AS_OF);
        keep(TinyCompany.AS_OF.plusDays(40));
        load(TinyCompany.AS_OF.plusDays(60));
        load(TinyCompany.AS_OF.plusDays(120));
        forget();
        registry.rollback("population", "");
        registry.rollback("population", "");
        live.refresh();
        assertEquals(2, liveEvents());
    }

    @Test
    void where_events_were_forgotten_the_population_that_needs_them_answers_nothing_of_users() {
        keep(TinyCompany.AS_OF.plusDays(3));
        for (int days = 50; days <= 200; days += 50) {
            load(TinyCompany.AS_OF.plusDays(days));
        }
        assertEquals(0, liveEvents());
        forget();
        LiveLedger another = new LiveLedger(store, Clock.fixed(NOW, ZoneOffset.UTC));
        assertTrue(another.user(live.state().population(), TinyCompany.SCHEMA, USER)
                .isPresent());
        for (int back = 0; back < 4; back++) {
            registry.rollback("population", "");
        }
        live.refresh();
        Problem refused =
                assertThrows(Problem.class, () -> another.user(live.state().population(), TinyCompany.SCHEMA, USER));
        assertEquals(Problem.Kind.NOT_READY, refused.kind());
    }
}
