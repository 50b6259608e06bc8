package io.perennial.http.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import io.perennial.http.access.Gate;
import io.perennial.http.api.ErrorPages;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Route;
import io.perennial.http.config.LimitConfig;
import io.perennial.http.config.ServerConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening server: routes of one table, bounded requests, an orderly stop.
 *
 * <p>Requests in flight when it is stopped are answered first, for at most ten seconds: without Jetty's graceful
 * handler they would be cut off.
 */
public final class WebServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    /** For what ends by itself once nobody is answered any more. */
    private static final long LAST_MILLIS = 1_000;

    private static final int HEADER_BYTES = 8 * 1024;
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
    private static final int THREADS_BESIDE = 32;
    private static final int LEAST_THREADS = 8;
    private static final int IDLE_MILLIS = 60_000;
    /** Scores are answered by the threads that look after connections: one for each processor. */
    private static final int SELECTORS = Runtime.getRuntime().availableProcessors();
    /** As many acceptors as Jetty thinks right. */
    private static final int BY_PROCESSORS = -1;

    private final Javalin javalin;
    private final GracefulHandler letIn;
    private final ServerConfig config;

    private WebServer(Javalin javalin, GracefulHandler letIn, ServerConfig config) {
        this.javalin = javalin;
        this.letIn = letIn;
        this.config = config;
    }

    /**
     * A server that does not listen yet.
     *
     * @param routes   what to serve
     * @param gate     who may ask
     * @param pages    says problems to people
     * @param requests told about every answered request
     */
    public static WebServer of(
            ServerConfig config, List<Route> routes, Gate gate, ErrorPages pages, RequestLog requests) {
        GracefulHandler letIn = new GracefulHandler();
        Javalin javalin = Javalin.create(javalinConfig -> configure(
                javalinConfig,
                config,
                routes,
                letIn,
                new RouteAdapter(
                        new Body(config.maxBodyBytes(), config.limits().bodyWithin()), gate, pages, requests)));
        return new WebServer(javalin, letIn, config);
    }

    /**
     * Starts listening.
     *
     * @throws IllegalArgumentException where it can't listen, though {@link Listening#check} could, and why
     */
    public WebServer listen() {
        try {
            javalin.start(config.host(), config.port());
            return this;
        } catch (JavalinBindException e) {
            throw Listening.refused(
                    new InetSocketAddress(config.host(), config.port()),
                    "--host or admin.host",
                    "--port or admin.port",
                    e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    /**
     * Lets nobody in any more, waits for requests in flight, then ends connections. Left to itself Jetty begins with
     * connections: a request on one that was just opened would still be taken, and its answer go nowhere.
     */
    @Override
    public void close() {
        close(STOP_WITHIN);
    }

    /** The same within another time, and two seconds beyond it where a request does not end. */
    void close(Duration within) {
        long end = System.nanoTime() + within.toNanos();
        try {
            letIn.shutdown().get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("requests were not answered within {} ms of a stop", within.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Jetty waits for the same requests once more, then as long for its threads.
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        Optional.ofNullable(letIn.getServer()).ifPresent(server -> server.setStopTimeout(Math.max(LAST_MILLIS, left)));
        try {
            javalin.stop();
        } catch (JavalinException e) {
            // That was told above.
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
        }
    }

    private static void configure(
            JavalinConfig javalin,
            ServerConfig config,
            List<Route> routes,
            GracefulHandler letIn,
            RouteAdapter adapter) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.concurrency.useVirtualThreads = Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS;
        QueuedThreadPool threads = threads(config.limits(), javalin.concurrency.useVirtualThreads);
        javalin.jetty.threadPool = threads;
        javalin.jetty.addConnector((server, http) -> connector(server, http, config));
        javalin.http.maxRequestSize = config.maxBodyBytes();
        javalin.http.strictContentTypes = true;
        javalin.http.prefer405over404 = true;
        javalin.http.generateEtags = false;
        javalin.router.ignoreTrailingSlashes = false;
        FastLane lane =
                new FastLane(adapter, routes, Objects.requireNonNullElse(threads.getVirtualThreadsExecutor(), threads));
        javalin.jetty.modifyServer(server -> configureJetty(server, config.limits(), letIn, lane, adapter));
        javalin.jetty.modifyHttpConfiguration(http -> configureHttp(http, config.limits()));
        for (Route route : routes) {
            Handler handler = context -> adapter.run(route, JavalinExchange.of(context));
            javalin.routes.addHttpHandler(
                    HandlerType.findOrCreate(route.method().name()), route.path(), handler);
            if (route.method() == Route.Method.GET) {
                // Left to itself, Javalin answers HEAD with 200 and asks nobody; Jetty keeps the body back.
                javalin.routes.addHttpHandler(HandlerType.HEAD, route.path(), handler);
            }
        }
        javalin.routes.exception(
                MethodNotAllowedResponse.class,
                (e, context) -> adapter.fail(
                        Verbs.unknown(routes, context.path()).orElseGet(() -> notAllowed(routes, context)),
                        JavalinExchange.of(context)));
        javalin.routes.exception(
                HttpResponseException.class,
                (e, context) -> adapter.fail(problem(e, context), JavalinExchange.of(context)));
        javalin.routes.exception(Exception.class, (e, context) -> adapter.fail(e, JavalinExchange.of(context)));
    }

    /** Threads that look after connections, and for every request that may wait one of its own: virtual ones where there are. */
    private static QueuedThreadPool threads(LimitConfig limits, boolean areVirtual) {
        // For every request that may be answered or waited for, and some for what is always let in.
        int answering = areVirtual ? 0 : (1 + Places.WAITING_EACH) * limits.inFlight();
        int most = answering + SELECTORS + THREADS_BESIDE;
        QueuedThreadPool threads = new QueuedThreadPool(most, Math.min(most, LEAST_THREADS), IDLE_MILLIS);
        if (areVirtual) {
            threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("request-"));
        }
        return threads;
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, ServerConfig config) {
        ServerConnector connector =
                new ServerConnector(server, BY_PROCESSORS, SELECTORS, new HttpConnectionFactory(http));
        connector.setHost(config.host());
        connector.setPort(config.port());
        return connector;
    }

    private static void configureJetty(
            Server server, LimitConfig limits, GracefulHandler letIn, FastLane lane, RouteAdapter adapter) {
        Admission admission = new Admission(new Places(limits.inFlight()), limits.bodyWithin());
        admission.setHandler(lane);
        letIn.setHandler(admission);
        server.setHandler(letIn);
        server.addBean(new NetworkConnectionLimit(limits.connections(), server));
        server.addEventListener(new IdleLimit(server, limits.idle().toMillis()));
        server.setErrorHandler(new ProblemErrorHandler(adapter));
    }

    private static void configureHttp(HttpConfiguration http, LimitConfig limits) {
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setIdleTimeout(limits.idle().toMillis());
        // Ids of users are any text, encoded: with a slash, a backslash or a line break, or two dots. No path is a file
        // here.
        http.setUriCompliance(UriCompliance.from("RFC3986,AMBIGUOUS_PATH_SEPARATOR,AMBIGUOUS_PATH_ENCODING,"
                + "AMBIGUOUS_PATH_SEGMENT,SUSPICIOUS_PATH_CHARACTERS"));
    }

    private static Problem problem(HttpResponseException e, Context context) {
        return switch (e.getStatus()) {
            case 404 ->
                Problem.of(
                        Problem.Kind.UNKNOWN_PATH,
                        "there is nothing at " + io.perennial.http.api.Request.shown(context.path())
                                + "; /openapi.json lists all paths");
            case 413 -> Problem.of(Problem.Kind.TOO_LARGE, "the body is too large; send several requests");
            default -> Problem.of(Problem.Kind.BAD_REQUEST, "the request can't be read: " + e.getMessage());
        };
    }

    private static Problem notAllowed(List<Route> routes, Context context) {
        String allowed = routes.stream()
                .filter(route -> PathPattern.of(route.path()).matches(context.path()))
                .map(route -> route.method().name())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return Problem.of(
                        Problem.Kind.METHOD_NOT_ALLOWED,
                        context.method().name().toUpperCase(Locale.ROOT) + " is not taken here; use " + allowed)
                .with("Allow", allowed);
    }

    /** Told about every answered request. */
    @FunctionalInterface
    public interface RequestLog {
        /** A request was answered: by which route, with which status, in how many nanoseconds. */
        void answered(String route, String method, int status, long nanos);
    }
}
