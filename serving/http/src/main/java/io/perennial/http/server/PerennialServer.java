package io.perennial.http.server;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.access.Gate;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ServingState;
import io.perennial.http.routes.ExplainPool;
import io.perennial.http.routes.Metrics;
import io.perennial.http.routes.RouteTable;
import io.perennial.http.routes.Serving;
import io.perennial.http.web.WebServer;
import io.perennial.scoring.registry.Registry;
import java.time.Clock;

/** One server over one registry. */
public final class PerennialServer implements AutoCloseable {

    private final LiveState live;
    private final ExplainPool pool;
    private final WebServer web;

    private PerennialServer(LiveState live, ExplainPool pool, WebServer web) {
        this.live = live;
        this.pool = pool;
        this.web = web;
    }

    /** Reads the registry, then listens; models that may not answer are shown at {@code /readyz}. */
    public static PerennialServer start(ServerConfig config, Registry registry, Clock clock) {
        LiveState live = new LiveState(registry, ChurnGrade.Thresholds.defaults()).start(config.poll());
        ExplainPool pool = new ExplainPool(config);
        try {
            Metrics metrics = new Metrics(live);
            Serving serving = new Serving(config, registry, live, clock);
            WebServer web = WebServer.start(
                    config, RouteTable.of(serving, pool, metrics), Gate.of(config.access(), clock), metrics::answered);
            return new PerennialServer(live, pool, web);
        } catch (RuntimeException e) {
            pool.close();
            live.close();
            throw e;
        }
    }

    /** The port it listens on. */
    public int port() {
        return web.port();
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
        web.close();
        pool.close();
        live.close();
    }
}
