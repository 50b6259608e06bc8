package io.perennial.http.quality;

import static io.perennial.http.RunningServer.encoded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.api.Problem;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.DecisionConfig;
import io.perennial.http.decision.DecisionLog;
import io.perennial.http.ledger.LiveLedger;
import io.perennial.http.live.ServingState;
import io.perennial.http.quality.ComingOutcomes.NextOutcome;
import io.perennial.http.quality.ComingOutcomes.TooLittle;
import io.perennial.http.store.EventStore;
import io.perennial.http.store.LiveEvent;
import io.perennial.http.store.LivePart;
import io.perennial.http.store.StoreAddress;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.registry.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs nobody's name is told at once, and outcomes as soon as somebody knows whose scores they are of. */
class QualityCheckTest {

    private static final int USERS = 30;
    private static final Clock CLOCK = Clock.fixed(RunningServer.NOW, ZoneOffset.UTC);

    @TempDir
    Path root;

    @Test
    void drift_is_told_while_outcomes_are_being_looked_up() throws Exception {
        DecisionConfig logged = DecisionConfig.in(DecisionConfig.beside(root.resolve("registry")));
        ExecutorService finder = Executors.newSingleThreadExecutor();
        CountDownLatch held = new CountDownLatch(1);
        finder.execute(() -> awaitQuietly(held));
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS);
                EventStore none = StoreAddress.inMemory();
                DecisionLog log = DecisionLog.open(logged, CLOCK);
                QualityCheck check = new QualityCheck(
                        log,
                        logged,
                        new LiveLedger(none, CLOCK),
                        CLOCK,
                        Executors.newSingleThreadExecutor(),
                        finder,
                        () -> 0)) {
            for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
                server.get("/v1/users/" + encoded(ledger.user()) + "/score");
            }
            // By then all of them are written.
            assertEquals(200, server.get("/v1/quality").statusCode());
            TinyCompany.passTime(server, root, TinyCompany.ledgers(USERS));
            LiveQuality early = told(check, server.server().state());
            assertTrue(early.isPending() && early.outcomes() == 0, early.toString());
            assertTrue(early.scores() > 0, early.toString());
            assertEquals(TinyCompany.SCHEMA.width(), early.features().size());
            held.countDown();
            finder.submit(() -> {}).get(1, TimeUnit.MINUTES);
            LiveQuality late = told(check, server.server().state());
            assertFalse(late.isPending(), late.toString());
            assertEquals(early.scores(), late.outcomes());
            assertEquals(early.features(), late.features());
        }
    }

    @Test
    void a_window_is_over_once_events_came_of_days_after_it_not_once_the_clock_says_so() throws Exception {
        Clock later = Clock.fixed(RunningServer.NOW.plus(Duration.ofDays(150)), ZoneOffset.UTC);
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS);
                EventStore live = StoreAddress.inMemory();
                DecisionLog log =
                        DecisionLog.open(DecisionConfig.in(DecisionConfig.beside(root.resolve("registry"))), later)) {
            for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
                server.get("/v1/users/" + encoded(ledger.user()) + "/score");
            }
            assertEquals(200, server.get("/v1/quality").statusCode());
            ServingState state = server.server().state();
            int end = TinyCompany.SCHEMA.window().end((int) TinyCompany.AS_OF.toEpochDay());
            append(live, end - 2);
            LiveQuality died = settled(log, live, later, state);
            assertTrue(died.scores() > 0, died.toString());
            assertEquals(0, died.outcomes(), "silence of a feed that died is taken for that of its users");
            assertEquals(
                    Optional.of(new NextOutcome(LocalDate.ofEpochDay(end), false)),
                    died.coming().next());
            append(live, end - 1);
            assertEquals(died.scores(), settled(log, live, later, state).outcomes());
        }
    }

    @Test
    void where_the_log_deletes_scores_before_their_outcome_is_known_it_says_so_and_names_no_day() throws Exception {
        Clock later = Clock.fixed(RunningServer.NOW.plus(Duration.ofDays(20)), ZoneOffset.UTC);
        DecisionConfig small =
                ConfigBuilder.sized(DecisionConfig.in(DecisionConfig.beside(root.resolve("registry"))), 40_000, 20_000);
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS);
                EventStore live = StoreAddress.inMemory()) {
            for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
                server.get("/v1/users/" + encoded(ledger.user()) + "/score");
            }
            assertEquals(200, server.get("/v1/quality").statusCode());
            try (DecisionLog log = DecisionLog.open(small, later)) {
                ComingOutcomes coming =
                        settled(log, live, later, server.server().state()).coming();
                assertEquals(Optional.empty(), coming.next());
                TooLittle tooLittle = coming.tooLittle().orElseThrow();
                assertEquals(TinyCompany.SCHEMA.window().days(), tooLittle.neededDays());
                assertTrue(tooLittle.keptDays() < 93, tooLittle.toString());
            }
        }
    }

    @Test
    void on_a_server_that_is_asked_much_outcomes_of_scores_long_before_the_newest_are_told() throws Exception {
        RunningServer.ofTinyCompany(root, USERS).close();
        Instant then = TinyCompany.AS_OF.atTime(12, 0).toInstant(ZoneOffset.UTC);
        Registry registry = Registry.at(root.resolve("registry"));
        Path folder = DecisionConfig.beside(registry.root());
        Clock later = Clock.fixed(then.plus(Duration.ofDays(150)), ZoneOffset.UTC);
        try (RunningServer server = RunningServer.logging(registry, then);
                EventStore none = StoreAddress.inMemory();
                DecisionLog log = DecisionLog.open(DecisionConfig.in(folder), later)) {
            for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
                server.get("/v1/users/" + encoded(ledger.user()) + "/score");
            }
            int given =
                    RunningServer.json(server.get("/v1/quality")).get("scores").asInt();
            assertTrue(given > 0, "nobody is eligible");
            TinyCompany.passTime(server, root, TinyCompany.ledgers(USERS));
            Instant young = then.plus(Duration.ofDays(140));
            String line = "{\"at\":\"" + young + "\",\"of\":\"" + "x".repeat(9_960) + "\"}\n";
            Files.writeString(
                    folder.resolve("00" + young.toEpochMilli() + "-young.jsonl"),
                    line.repeat((QualityCheck.MOST_MEBIBYTES << 20) / line.length() + 1));
            LiveQuality told = settled(log, none, later, server.server().state());
            assertEquals(Optional.of(young), told.since());
            assertEquals(given, told.outcomes(), told.toString());
        }
    }

    /** An event of somebody nobody was told of, on a day. */
    private static void append(EventStore live, int day) {
        Event event = new Event(
                "somebody",
                LocalDate.ofEpochDay(day).atStartOfDay().toInstant(ZoneOffset.UTC),
                EventKind.VISIT,
                0,
                0,
                0,
                "",
                "",
                "",
                "on " + day);
        LivePart part = new LivePart("UTC USD", "base", LedgerDay.of(day, event));
        live.append(List.of(new LiveEvent(
                live.pseudonyms().user(event.user()),
                live.pseudonyms().event(event.id()),
                live.pseudonyms().content(event.user(), event),
                part)));
    }

    private LiveQuality settled(DecisionLog log, EventStore live, Clock clock, ServingState state) throws Exception {
        ExecutorService finder = Executors.newSingleThreadExecutor();
        try (QualityCheck check = new QualityCheck(
                log,
                DecisionConfig.in(root.resolve("counts")),
                new LiveLedger(live, clock),
                clock,
                Executors.newSingleThreadExecutor(),
                finder,
                () -> 0)) {
            LiveQuality told = told(check, state);
            for (int again = 0; told.isPending() && again < 50; again++) {
                finder.submit(() -> {}).get(1, TimeUnit.MINUTES);
                told = told(check, state);
            }
            return told;
        }
    }

    private static LiveQuality told(QualityCheck check, ServingState state) {
        LoadedModel churn = state.requireScorer().churn();
        for (int again = 0; ; again++) {
            try {
                return check.of(churn.id(), churn::references, TinyCompany.SCHEMA, state.population());
            } catch (Problem beingRead) {
                assertEquals(Problem.Kind.BUSY, beingRead.kind());
                assertTrue(again < 20, "the log is not read in a minute and a half: " + beingRead.getMessage());
            }
        }
    }

    private static void awaitQuietly(CountDownLatch held) {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
