package io.perennial.http;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.DecisionConfig;
import io.perennial.http.config.LimitConfig;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.store.PostgresCluster;
import io.perennial.http.store.StoreAddress;
import io.perennial.scoring.registry.Registry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers over one registry and one PostgreSQL, each with a log of its own; skipped where none is installed. */
class SharedStoreTest {

    private static final String USER = TinyCompany.ledgers(30).get(3).user();
    private static final String PATH = "/v1/users/" + encoded(USER);

    private static final String ROW =
            "{\"asOf\":\"2026-01-01\",\"rows\":[{\"user\":\"passer-by\",\"features\":{\"silence_days\":9}}]}";

    @TempDir
    static Path root;

    private static PostgresCluster cluster;
    private static RunningServer one;
    private static RunningServer other;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> programs = PostgresCluster.programs();
        Assumptions.assumeTrue(
                programs.isPresent(),
                "PostgreSQL is not installed, so no two servers share one; apt-get install postgresql");
        cluster = PostgresCluster.start(programs.get());
        ServerConfig config = ServerConfig.defaults().withStore(new StoreAddress(cluster.url()));
        one = RunningServer.ofTinyCompany(root, 30, config);
        other = RunningServer.over(
                Registry.at(root.resolve("registry")),
                config.withDecisions(DecisionConfig.in(root.resolve("decisions"))));
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            one.close();
            other.close();
            cluster.close();
        }
    }

    @Test
    void what_one_server_keeps_the_other_scores_answers_as_duplicate_and_can_erase() throws Exception {
        assertEquals("2026-01-01", score(other).get("asOf").asText());
        assertEquals(1, post(one).get("accepted").asInt());
        assertEquals(1, post(other).get("duplicate").asInt());
        assertEquals(score(one).get("score"), score(other).get("score"));
        assertEquals("2026-01-05", score(other).get("asOf").asText());
        while_the_database_is_down_nothing_is_answered_that_could_be_wrong();
        String told = score(one).get("predictionId").asText();
        assertEquals(200, one.get("/v1/trace/" + told).statusCode());
        assertEquals(204, erased(other, PATH));
        assertEquals(404, one.get(PATH + "/score").statusCode());
        assertEquals(0, json(one.get(PATH + "/history")).get("predictions").size(), "its log tells of who was erased");
        assertEquals(404, one.get("/v1/trace/" + told).statusCode());
        assertEquals(410, post(one).at("/events/0/status").asInt());
    }

    private static void while_the_database_is_down_nothing_is_answered_that_could_be_wrong() throws Exception {
        JsonNode before = score(one);
        cluster.crash();
        for (HttpResponse<String> answer : java.util.List.of(one.get(PATH + "/score"), sent(one, USER))) {
            assertEquals(503, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("urn:perennial:problem:store-down"), answer.body());
            assertTrue(answer.headers().firstValue("Retry-After").isPresent());
        }
        assertEquals(200, one.post("/v1/score", ROW).statusCode());
        cluster.restart();
        assertEquals(before, scoreOnceItIsBack(one));
        assertEquals(before.get("score"), scoreOnceItIsBack(other).get("score"));
    }

    @Test
    void while_the_database_hangs_rows_that_bring_their_features_are_scored_as_ever() throws Exception {
        LimitConfig few = new LimitConfig(8, 1_024, 0, 100, Duration.ofSeconds(10), Duration.ofSeconds(30));
        ServerConfig config = ConfigBuilder.of(ServerConfig.defaults().withStore(new StoreAddress(cluster.url())))
                .limits(few)
                .build();
        try (RunningServer small = RunningServer.over(Registry.at(root.resolve("registry")), config);
                Connection holding = DriverManager.getConnection(cluster.url());
                Connection watching = DriverManager.getConnection(cluster.url())) {
            holding.setAutoCommit(false);
            holding.createStatement().execute("LOCK TABLE perennial_event, perennial_tombstone, perennial_fact");
            List<CompletableFuture<?>> asked = new ArrayList<>();
            for (int i = 0; i < few.inFlight(); i++) {
                asked.add(small.sendAsync(
                        HttpRequest.newBuilder(small.uri(PATH + "/score")).build()));
            }
            int waiting = waiting(watching);
            while (waiting + asked.stream().filter(CompletableFuture::isDone).count() < few.inFlight()) {
                Thread.sleep(10);
                waiting = waiting(watching);
            }
            assertTrue(waiting <= few.atStore(), waiting + " of " + few.inFlight() + " wait for the database");
            assertEquals(200, small.post("/v1/score", ROW).statusCode());
        }
    }

    /** How many wait in the database for what another holds. */
    private static int waiting(Connection watching) throws SQLException {
        try (Statement statement = watching.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void an_erasure_that_the_store_refused_is_done_by_the_next_and_later_events_are_refused() throws Exception {
        assertEquals(200, one.post("/v1/score", ROW).statusCode());
        try (Connection connection = DriverManager.getConnection(cluster.url());
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''full''; END';
                    CREATE TRIGGER refuse BEFORE INSERT ON perennial_tombstone EXECUTE FUNCTION refuse()
                    """);
            assertEquals(503, erased(one, "/v1/users/passer-by"));
            statement.execute("DROP TRIGGER refuse ON perennial_tombstone; DROP FUNCTION refuse");
        }
        assertEquals(204, erased(one, "/v1/users/passer-by"));
        assertEquals(410, json(sent(one, "passer-by")).at("/events/0/status").asInt());
        assertEquals(404, erased(one, "/v1/users/passer-by"));
    }

    private static int erased(RunningServer server, String path) throws Exception {
        return server.send(HttpRequest.newBuilder(server.uri(path)).DELETE().build())
                .statusCode();
    }

    /** Asks as a client does that heeds Retry-After: each server's pool looks for its database again after seconds. */
    private static JsonNode scoreOnceItIsBack(RunningServer server) throws Exception {
        for (int again = 0; again < 10 && server.get(PATH + "/score").statusCode() == 503; again++) {
            Thread.sleep(1_000);
        }
        return score(server);
    }

    private static JsonNode score(RunningServer server) throws Exception {
        HttpResponse<String> answer = server.get(PATH + "/score");
        assertEquals(200, answer.statusCode(), answer.body());
        return json(answer);
    }

    private static JsonNode post(RunningServer server) throws Exception {
        HttpResponse<String> answer = sent(server, USER);
        assertEquals(200, answer.statusCode(), answer.body());
        return json(answer);
    }

    private static HttpResponse<String> sent(RunningServer server, String user) throws Exception {
        return server.post(
                "/v1/events",
                "{\"events\":[{\"user\":\"" + user
                        + "\",\"id\":\"e\",\"at\":\"2026-01-03T09:00:00Z\",\"kind\":\"visit\",\"seconds\":60}]}");
    }
}
