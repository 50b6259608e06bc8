package io.perennial.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.api.Caller;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.config.DecisionConfig;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.config.TrafficConfig;
import io.perennial.http.decision.DecisionLog;
import io.perennial.http.decision.LogFollower;
import io.perennial.http.decision.LoggedScore;
import io.perennial.http.decision.Recorder;
import io.perennial.http.ledger.LiveLedger;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ModelCalls;
import io.perennial.http.serving.ExplainPool;
import io.perennial.http.serving.Serving;
import io.perennial.http.store.EventStore;
import io.perennial.http.store.StoreAddress;
import io.perennial.http.survey.Surveys;
import io.perennial.http.traffic.Traffic;
import io.perennial.scoring.registry.Registry;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a user asks store and log on its visitor's thread: those that explain are few, and a disk may hang. */
class UserPageStoreTest {

    private static final Clock CLOCK = Clock.fixed(RunningServer.NOW, ZoneOffset.UTC);
    private static final String USER = TinyCompany.ledgers(10).get(1).user();

    @TempDir
    Path root;

    private final Set<Thread> askers = ConcurrentHashMap.newKeySet();

    /** What is done with the routes of the page. */
    @FunctionalInterface
    private interface Visits {
        void to(List<Route> routes) throws Exception;
    }

    @Test
    void no_thread_that_explains_asks_the_store() throws Exception {
        visiting(new Recorder(Optional.empty(), CLOCK), routes -> {
            for (Route route : routes) {
                askers.clear();
                assertEquals(200, route.handler().handle(visit(route)).status());
                assertEquals(Set.of(Thread.currentThread()), askers);
            }
        });
    }

    @Test
    void no_thread_that_explains_waits_for_a_log_whose_disk_hangs() throws Exception {
        CountDownLatch back = new CountDownLatch(1);
        try (DecisionLog log = DecisionLog.open(DecisionConfig.in(root.resolve("decisions")), CLOCK)) {
            log.follow(new Hanging(back));
            visiting(new Recorder(Optional.of(log), CLOCK), routes -> {
                FutureTask<Integer> page = new FutureTask<>(() ->
                        routes.get(0).handler().handle(visit(routes.get(0))).status());
                new Thread(page, "visitor").start();
                Set<String> waiting = new TreeSet<>();
                while (!page.isDone()) {
                    waiting.addAll(waiting());
                    Thread.sleep(5);
                }
                back.countDown();
                assertEquals(200, page.get());
                assertTrue(waiting.contains("visitor"), () -> "it did not hang: " + waiting);
                assertFalse(waiting.contains("explain"), waiting::toString);
            });
        }
    }

    /** Names of the threads that are in the log now. */
    private static Set<String> waiting() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> Arrays.stream(thread.getValue())
                        .anyMatch(at -> at.getClassName().equals(DecisionLog.class.getName())))
                .map(thread -> thread.getKey().getName())
                .collect(Collectors.toSet());
    }

    /** Keeps the thread that writes from writing, as a network drive does whose server is gone. */
    private record Hanging(CountDownLatch back) implements LogFollower {

        @Override
        public void wrote(List<LoggedScore> scores) {
            try {
                back.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void ended() {}
    }

    private void visiting(Recorder recorder, Visits visits) throws Exception {
        RunningServer.ofTinyCompany(root, 10).close();
        Registry registry = Registry.at(root.resolve("registry"));
        ServerConfig config = ServerConfig.defaults();
        try (LiveState live = new LiveState(registry, ChurnGrade.Thresholds.defaults());
                EventStore store = watched(StoreAddress.inMemory());
                Traffic traffic = Traffic.of(TrafficConfig.defaults(), ModelCalls.UNCOUNTED);
                Surveys surveys = new Surveys(live, registry, traffic);
                ExplainPool pool = new ExplainPool(config.explain())) {
            live.refresh();
            LiveLedger ledger = new LiveLedger(store, CLOCK);
            Serving serving =
                    new Serving(config, registry, live, traffic, ledger, CLOCK, recorder, surveys, Optional.empty());
            visits.to(new UserPage(new Pages(serving, false, Side.SERVING), serving, pool).routes());
        }
    }

    private static Request visit(Route route) {
        boolean comparing = route.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("from"));
        return new Request(
                Map.of("id", USER),
                comparing ? Map.of("from", List.of("2025-12-01"), "to", List.of("2025-12-20")) : Map.of(),
                new byte[0],
                Map.of(),
                Caller.ANYBODY);
    }

    /** The same store; who asks it is noted. */
    private EventStore watched(EventStore store) {
        return (EventStore) Proxy.newProxyInstance(
                EventStore.class.getClassLoader(), new Class<?>[] {EventStore.class}, (any, method, given) -> {
                    askers.add(Thread.currentThread());
                    return method.invoke(store, given);
                });
    }
}
