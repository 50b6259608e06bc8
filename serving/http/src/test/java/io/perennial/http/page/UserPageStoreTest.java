package io.perennial.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.api.Caller;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.config.TrafficConfig;
import io.perennial.http.decision.Recorder;
import io.perennial.http.ledger.LiveLedger;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ModelCalls;
import io.perennial.http.routes.ExplainPool;
import io.perennial.http.routes.Serving;
import io.perennial.http.store.EventStore;
import io.perennial.http.store.StoreAddress;
import io.perennial.http.survey.Surveys;
import io.perennial.http.traffic.Traffic;
import io.perennial.scoring.registry.Registry;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a user asks the store on its visitor's thread: those that explain are few, and a store may hang. */
class UserPageStoreTest {

    private static final Clock CLOCK = Clock.fixed(RunningServer.NOW, ZoneOffset.UTC);
    private static final String USER = TinyCompany.ledgers(10).get(1).user();

    @TempDir
    Path root;

    private final Set<Thread> askers = ConcurrentHashMap.newKeySet();

    @Test
    void no_thread_that_explains_asks_the_store() throws Exception {
        RunningServer.ofTinyCompany(root, 10).close();
        Registry registry = Registry.at(root.resolve("registry"));
        ServerConfig config = ServerConfig.defaults();
        try (LiveState live = new LiveState(registry, ChurnGrade.Thresholds.defaults());
                EventStore store = watched(StoreAddress.inMemory());
                Traffic traffic = Traffic.of(TrafficConfig.defaults(), ModelCalls.UNCOUNTED);
                Surveys surveys = new Surveys(live, registry, traffic);
                ExplainPool pool = new ExplainPool(config)) {
            live.refresh();
            Serving serving = new Serving(
                    config,
                    registry,
                    live,
                    traffic,
                    new LiveLedger(store, CLOCK),
                    CLOCK,
                    new Recorder(Optional.empty(), CLOCK),
                    surveys,
                    Optional.empty());
            for (Route route : new UserPage(new Pages(serving, false, Side.SERVING), serving, pool).routes()) {
                askers.clear();
                assertEquals(200, route.handler().handle(visit(route)).status());
                assertEquals(Set.of(Thread.currentThread()), askers);
            }
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
