package io.perennial.http.server;

import io.perennial.http.access.Gate;
import io.perennial.http.alarm.AlarmRules;
import io.perennial.http.alarm.Webhook;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.decision.DecisionLog;
import io.perennial.http.decision.Recorder;
import io.perennial.http.ledger.LiveLedger;
import io.perennial.http.ledger.Recallable;
import io.perennial.http.ledger.Retention;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ServingState;
import io.perennial.http.page.PageRoutes;
import io.perennial.http.quality.QualityCheck;
import io.perennial.http.routes.AlarmRoutes;
import io.perennial.http.routes.Metrics;
import io.perennial.http.routes.RouteTable;
import io.perennial.http.serving.ExplainPool;
import io.perennial.http.serving.Serving;
import io.perennial.http.store.EventStore;
import io.perennial.http.store.StoreAddress;
import io.perennial.http.survey.Surveys;
import io.perennial.http.traffic.Traffic;
import io.perennial.http.web.Listening;
import io.perennial.http.web.WebServer;
import io.perennial.scoring.registry.Registry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server over one registry, on one port or, where it can be changed over HTTP, on two. */
public final class PerennialServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PerennialServer.class);

    private final LiveState live;
    private final Optional<WebServer> admin;
    private final WebServer web;
    private final Deque<AutoCloseable> parts;

    private PerennialServer(LiveState live, WebServer web, Optional<WebServer> admin, Deque<AutoCloseable> parts) {
        this.live = live;
        this.web = web;
        this.admin = admin;
        this.parts = parts;
    }

    /**
     * Opens the store and reads the registry, then listens; models that may not answer are shown at {@code /readyz}.
     *
     * @throws io.perennial.http.store.StoreException where the store can't be opened
     * @throws IllegalArgumentException               where it can't listen; as a rule before anything else is done
     */
    public static PerennialServer start(ServerConfig config, Registry registry, Clock clock) {
        Listening.check(config);
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            Gate gate = Gate.of(config, clock);
            LiveState live =
                    opened(parts, new LiveState(registry, config.playbook().grades()));
            Future<?> looking = begun(() -> live.start(config.poll()));
            EventStore store = opened(parts, store(config, registry));
            opened(parts, Retention.start(store, new Recallable(registry)));
            ExplainPool pool = opened(parts, new ExplainPool(config.explain()));
            Metrics metrics = metrics(live, store);
            Traffic traffic = opened(parts, Traffic.of(config.traffic(), metrics.calls()));
            metrics.watch(traffic);
            Optional<DecisionLog> decisions = config.decisions()
                    .folder()
                    .map(folder -> opened(parts, DecisionLog.open(config.decisions(), clock)));
            decisions.ifPresent(metrics::watch);
            LiveLedger ledger = new LiveLedger(store, clock);
            metrics.watch(ledger, live, clock);
            Serving serving = new Serving(
                    config,
                    registry,
                    live,
                    traffic,
                    ledger,
                    clock,
                    new Recorder(decisions, clock),
                    opened(parts, new Surveys(live, registry, traffic)),
                    decisions.map(log -> opened(parts, new QualityCheck(log, config.decisions(), ledger, clock))));
            serving.quality().ifPresent(quality -> metrics.watch(quality, live));
            watchAlarms(serving, metrics, parts);
            PerennialServer server = over(serving, gate, pool, metrics, parts);
            await(looking);
            return server.listening(serving);
        } catch (RuntimeException e) {
            close(parts);
            throw e;
        }
    }

    private static Metrics metrics(LiveState live, EventStore store) {
        Metrics metrics = new Metrics(live);
        metrics.watch(store);
        return metrics;
    }

    private static EventStore store(ServerConfig config, Registry registry) {
        return config.store()
                .orElseGet(() -> StoreAddress.beside(registry.root()))
                .open(config.limits().atStore());
    }

    /** Tells metrics how alarms stand, and the configured address of those that ring. */
    private static void watchAlarms(Serving serving, Metrics metrics, Deque<AutoCloseable> parts) {
        AlarmRules rules = serving.config().alarms();
        metrics.watch(serving.surveys(), rules);
        rules.webhook().map(address -> opened(parts, new Webhook(address))).ifPresent(webhook -> serving.surveys()
                .whenCounted(survey -> AlarmRoutes.told(survey, rules).ifPresent(webhook::tell)));
    }

    /** A server of what routes work with; it does not listen yet. */
    private static PerennialServer over(
            Serving serving, Gate gate, ExplainPool pool, Metrics metrics, Deque<AutoCloseable> parts) {
        ServerConfig config = serving.config();
        Optional<WebServer> admin = config.admin()
                .map(at ->
                        opened(parts, admin(config.at(at.host(), at.port(), config.access()), serving, gate, metrics)));
        PageRoutes pages = PageRoutes.of(serving, gate, pool);
        WebServer web = opened(
                parts,
                WebServer.of(
                        config,
                        RouteTable.of(serving, pool, metrics, pages.routes()),
                        gate,
                        pages.errors(),
                        metrics::answered));
        return new PerennialServer(serving.live(), web, admin, parts);
    }

    private PerennialServer listening(Serving serving) {
        admin.ifPresent(WebServer::listen);
        web.listen();
        live.whenSwapped(serving.surveys()::begin);
        serving.surveys().begin();
        return this;
    }

    /** Listens where what serves can be changed. */
    private static WebServer admin(ServerConfig config, Serving serving, Gate gate, Metrics metrics) {
        PageRoutes pages = PageRoutes.ofAdmin(serving, gate, config);
        return WebServer.of(
                config, RouteTable.ofAdmin(serving, metrics, pages.routes()), gate, pages.errors(), metrics::answered);
    }

    /** Begins what is not needed before it listens: reading the registry takes as long as all else together. */
    private static Future<?> begun(Runnable task) {
        FutureTask<Void> future = new FutureTask<>(task, null);
        Thread thread = new Thread(future, "start");
        thread.setDaemon(true);
        thread.start();
        return future;
    }

    private static void await(Future<?> task) {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while it started", e);
        }
    }

    private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> parts, T part) {
        parts.push(part);
        return part;
    }

    /** The port it listens on. */
    public int port() {
        return web.port();
    }

    /** The port on which it can be changed, or empty where it can't. */
    public OptionalInt adminPort() {
        return admin.map(WebServer::port).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** What answers now. */
    public ServingState state() {
        return live.state();
    }

    /** Looks at the registry now, without waiting for the next poll. */
    public void refresh() {
        live.refresh();
    }

    /** Answers what was asked, then stops. */
    @Override
    public void close() {
        close(parts);
    }

    /** Last opened, first closed: nobody is let in any more when what answers them goes. */
    private static void close(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.error("a part of the server could not be closed", e);
            }
        }
    }
}
