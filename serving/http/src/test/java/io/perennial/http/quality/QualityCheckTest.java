package io.perennial.http.quality;

import static io.perennial.http.RunningServer.encoded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.ledger.UserLedger;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.config.DecisionConfig;
import io.perennial.http.decision.DecisionLog;
import io.perennial.http.ledger.LiveLedger;
import io.perennial.http.live.ServingState;
import io.perennial.http.store.EventStore;
import io.perennial.http.store.StoreAddress;
import io.perennial.scoring.model.LoadedModel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
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
        ExecutorService finder = Executors.newSingleThreadExecutor();
        CountDownLatch held = new CountDownLatch(1);
        finder.execute(() -> awaitQuietly(held));
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS);
                EventStore none = StoreAddress.inMemory();
                DecisionLog log =
                        DecisionLog.open(DecisionConfig.in(DecisionConfig.beside(root.resolve("registry"))), CLOCK);
                QualityCheck check = new QualityCheck(
                        log, new LiveLedger(none, CLOCK), Executors.newSingleThreadExecutor(), finder, () -> 0)) {
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

    private static LiveQuality told(QualityCheck check, ServingState state) {
        LoadedModel churn = state.requireScorer().churn();
        return check.of(churn.id(), churn::references, TinyCompany.SCHEMA, state.population());
    }

    private static void awaitQuietly(CountDownLatch held) {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
