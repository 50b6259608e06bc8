package io.perennial.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.access.KeyFile;
import io.perennial.http.api.Role;
import io.perennial.http.config.AccessConfig;
import io.perennial.http.config.AdminConfig;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.DecisionConfig;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.server.PerennialServer;
import io.perennial.scoring.registry.Registry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** A whole server on a free port, and a client of it. */
public final class RunningServer implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-01-04T12:00:00Z");

    /** As pom.xml has it for the tests; elsewhere a server that stops waits for the client, a second each time. */
    private static final boolean MAY_HANG_UP =
            "connection".equals(System.getProperty("jdk.httpclient.allowRestrictedHeaders"));

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PerennialServer server;
    private final URI life;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningServer(PerennialServer server) {
        this.server = server;
        this.life = uri("/livez");
    }

    /** A server over a registry. */
    public static RunningServer over(Registry registry) {
        return over(registry, ServerConfig.defaults());
    }

    /** A configured server over a registry. */
    public static RunningServer over(Registry registry, ServerConfig config) {
        return new RunningServer(PerennialServer.start(config.withPort(0), registry, Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    /** A server over a registry, with a log of decisions beside it, at another instant. */
    public static RunningServer logging(Registry registry, Instant now) {
        ServerConfig config = ServerConfig.defaults()
                .withPort(0)
                .withDecisions(DecisionConfig.in(DecisionConfig.beside(registry.root())));
        return new RunningServer(PerennialServer.start(config, registry, Clock.fixed(now, ZoneOffset.UTC)));
    }

    /** A server over a registry that holds the tiny company with so many users. */
    public static RunningServer ofTinyCompany(Path root, int users) {
        return ofTinyCompany(root, users, ServerConfig.defaults());
    }

    /** A server on which what serves may be changed, and the key of who may ask it anything and change it. */
    public record Operated(RunningServer server, String key) {}

    /** Such a server over a registry that holds the tiny company with so many users. */
    public static Operated ofOperatedCompany(Path root, int users) {
        KeyFile keys = new KeyFile(root.resolve("keys.json"));
        String key = keys.create("operator", EnumSet.of(Role.ADMIN, Role.SCORE), NOW, NOW.plus(Duration.ofDays(1)));
        ServerConfig config =
                ServerConfig.defaults().withAccess(AccessConfig.none().withKeys(keys.path()));
        return new Operated(
                ofTinyCompany(
                        root,
                        users,
                        ConfigBuilder.of(config)
                                .admin(new AdminConfig("127.0.0.1", 0))
                                .build()),
                key);
    }

    /** A configured server over a registry that holds the tiny company with so many users. */
    public static RunningServer ofTinyCompany(Path root, int users, ServerConfig config) {
        return ofTinyCompany(root, TinyCompany.ledgers(users), config);
    }

    /** A configured server over a registry that holds the tiny company with these users. */
    public static RunningServer ofTinyCompany(Path root, List<UserLedger> users, ServerConfig config) {
        Registry registry = Registry.at(root.resolve("registry"));
        RunningServer server = ofTinyModels(registry, config);
        TinyCompany.publishPopulation(
                registry,
                server.server.state().requireScorer(),
                root.resolve("bundle"),
                new TinyCompany.Batch(TinyCompany.AS_OF, "data", users, Map.of()));
        server.server.refresh();
        return server;
    }

    private static RunningServer ofTinyModels(Registry registry, ServerConfig config) {
        TinyCompany.publishModels(registry);
        return logging(registry, config);
    }

    /** A server over the registry of one that was closed, with its log of decisions. */
    public static RunningServer again(Registry registry) {
        return logging(registry, ServerConfig.defaults());
    }

    /** A configured server over a registry, with a log of decisions beside it. */
    public static RunningServer logging(Registry registry, ServerConfig config) {
        return over(registry, config.withDecisions(DecisionConfig.in(DecisionConfig.beside(registry.root()))));
    }

    /**
     * A server over a registry that holds the tiny company twice: as of its day, and as of a day so long before that its
     * outcome window has closed.
     */
    public static RunningServer ofTinyCompanyTwice(Path root, int users) {
        Registry registry = Registry.at(root.resolve("registry"));
        RunningServer server = ofTinyModels(registry, ServerConfig.defaults());
        var scorer = server.server.state().requireScorer();
        TinyCompany.publishPopulation(
                registry,
                scorer,
                root.resolve("earlier"),
                new TinyCompany.Batch(
                        TinyCompany.EARLIER,
                        "earlier data",
                        TinyCompany.before(TinyCompany.ledgers(users), TinyCompany.EARLIER),
                        Map.of()));
        TinyCompany.publishPopulation(registry, scorer, root.resolve("bundle"), users);
        server.server.refresh();
        return server;
    }

    public PerennialServer server() {
        return server;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    /** A path segment, encoded. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    public HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The answer once it comes. */
    public CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    /** How good the champion's scores are, once this holds of it: what took long to work out is told again for a while. */
    public JsonNode quality(Predicate<JsonNode> holds) throws IOException, InterruptedException {
        Instant last = Instant.now().plusSeconds(90);
        JsonNode told = json(get("/v1/quality"));
        while (!holds.test(told) && Instant.now().isBefore(last)) {
            Thread.sleep(20);
            told = json(get("/v1/quality"));
        }
        return told;
    }

    /** The same, once no outcome is being looked up any more. */
    public JsonNode settledQuality() throws IOException, InterruptedException {
        return quality(told -> !told.path("outcomesPending").asBoolean(true));
    }

    public static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        if (MAY_HANG_UP) {
            hangUp();
        }
        server.close();
    }

    /** The client keeps its connection for a next request, and only a request can say that there will be none. */
    private void hangUp() {
        HttpRequest last = HttpRequest.newBuilder(life)
                .header("Connection", "close")
                .timeout(Duration.ofSeconds(1))
                .build();
        client.sendAsync(last, HttpResponse.BodyHandlers.discarding())
                .exceptionally(gone -> null)
                .join();
    }
}
