package io.perennial.http.explain;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.answer.Subject;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.store.StoreAddress;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.graph.Sigmoid;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Score;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two versions of churn, the second promoted on the eve of the as-of: what changed since a day is split into what the
 * user did and what the new version did.
 */
class ComparisonTest {

    private static final LocalDate BEFORE_SWAP = TinyCompany.AS_OF.minusDays(7);
    private static final List<UserLedger> USERS = TinyCompany.ledgers(60);

    @TempDir
    static Path root;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        TinyCompany.publishModels(registry("2025-12-01T12:00:00Z"));
        server = RunningServer.over(registry("2025-12-01T12:00:00Z"));
        TinyCompany.publishPopulation(
                registry("2026-01-01T01:00:00Z"),
                server.server().state().requireScorer(),
                root.resolve("bundle"),
                USERS.size());
        TinyCompany.publish(registry("2025-12-31T12:00:00Z"), "churn", TinyCompany.churn(0.4), TinyCompany.SCHEMA);
        server.server().refresh();
    }

    private static Registry registry(String at) {
        return registry(root, at);
    }

    private static Registry registry(Path company, String at) {
        return Registry.at(company.resolve("registry"), Clock.fixed(Instant.parse(at), ZoneOffset.UTC), "test");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void from_is_what_the_version_then_said_of_the_ledger_then_and_all_parts_lead_to_now() throws Exception {
        int told = 0;
        for (UserLedger user : USERS) {
            for (String target : List.of("churn", "ltv")) {
                HttpResponse<String> response = ask(user, "&target=" + target, BEFORE_SWAP);
                if (response.statusCode() == 404) {
                    continue;
                }
                JsonNode answer = json(response);
                JsonNode change = answer.get("change");
                if (!change.get("found").booleanValue()) {
                    assertTrue(change.get("reason").asText().contains("never_active"), change.toString());
                    continue;
                }
                assertEquals(then(user, target), change.get("from").doubleValue(), 1e-14 * Math.max(1, sum(change)));
                assertEquals(answer.get("value"), change.get("to"));
                assertEquals(change.get("to").doubleValue(), sum(change), 1e-9 * Math.max(1, sum(change)), user.user());
                assertNotEquals(0, change.get("model").doubleValue());
                assertEquals(0, change.get("calibration").doubleValue());
                assertEquals(1, change.get("modelsThen").get(0).get("version").asInt());
                told++;
            }
        }
        assertTrue(told > 50, told + " changes were told");
    }

    private static double sum(JsonNode change) {
        double sum = change.get("from").doubleValue()
                + change.get("model").doubleValue()
                + change.get("calibration").doubleValue()
                + change.get("context").doubleValue();
        for (JsonNode dimension : change.get("byDimension")) {
            sum += dimension.get("delta").doubleValue();
        }
        return sum;
    }

    /** The score of the days before, told by the first version's formula. */
    private static double then(UserLedger user, String target) {
        Subject subject = Subject.of(user, BEFORE_SWAP, TinyCompany.FIRST_DAY, TinyCompany.SCHEMA, "test");
        Score value = server.server().state().requireScorer().score(subject.row());
        double silence = subject.row().features()[0];
        double churn = 1 / (1 + StrictMath.exp(-(0.03 * silence - 2)));
        return target.equals("churn")
                ? churn
                : (1 - churn) * value.value().orElseThrow().ifRetained();
    }

    @Test
    void after_the_swap_only_data_changed() throws Exception {
        JsonNode change = change(USERS.get(1), TinyCompany.AS_OF.minusDays(1));
        assertEquals(0, change.get("model").doubleValue());
        assertEquals(2, change.get("modelsThen").get(0).get("version").asInt());
        assertEquals("silence", largest(change));
    }

    private static String largest(JsonNode change) {
        String id = "";
        double most = 0;
        for (JsonNode dimension : change.get("byDimension")) {
            if (Math.abs(dimension.get("delta").doubleValue()) > most) {
                most = Math.abs(dimension.get("delta").doubleValue());
                id = dimension.get("id").asText();
            }
        }
        return id;
    }

    @Test
    void before_any_champion_todays_models_stand_for_both_and_it_is_said() throws Exception {
        JsonNode change = change(USERS.get(1), LocalDate.of(2025, 11, 20));
        assertEquals(0, change.get("model").doubleValue());
        assertEquals(0, change.get("modelsThen").size());
        assertTrue(change.get("note").asText().contains("no model was champion then"), change.toString());
    }

    @Test
    void a_version_that_is_gone_is_said_to_be_gone_and_the_rest_is_answered() throws Exception {
        Path model = root.resolve("registry/churn/versions/1/model.bin");
        byte[] bytes = Files.readAllBytes(model);
        StoreAddress store = new StoreAddress(root.resolve("other.mv").toString());
        try (RunningServer fresh = RunningServer.over(
                registry("2026-01-02T00:00:00Z"), ServerConfig.defaults().withStore(store))) {
            Files.write(model, new byte[] {1, 2, 3});
            HttpResponse<String> response = fresh.get(path(USERS.get(1)) + "?compareTo=" + BEFORE_SWAP);
            assertEquals(200, response.statusCode(), response.body());
            JsonNode change = json(response).get("change");
            assertFalse(change.get("found").booleanValue());
            assertTrue(change.get("reason").asText().contains("can't be opened"), change.toString());
        } finally {
            Files.write(model, bytes);
        }
    }

    @Test
    void a_score_of_then_that_cannot_be_is_withheld_and_the_rest_is_answered() throws Exception {
        Path company = root.resolve("other");
        TinyCompany.publishModels(registry(company, "2025-11-01T12:00:00Z"));
        TinyCompany.publish(registry(company, "2025-12-01T12:00:00Z"), "churn", impossible(), TinyCompany.SCHEMA);
        Registry last = registry(company, "2025-12-31T12:00:00Z");
        TinyCompany.publish(last, "churn", TinyCompany.churn(0.4), TinyCompany.SCHEMA);
        try (RunningServer fresh = RunningServer.over(last)) {
            TinyCompany.publishPopulation(
                    last, fresh.server().state().requireScorer(), company.resolve("bundle"), USERS.size());
            fresh.server().refresh();
            HttpResponse<String> response = fresh.get(path(USERS.get(1)) + "?compareTo=" + BEFORE_SWAP);
            assertEquals(200, response.statusCode(), response.body());
            JsonNode change = json(response).get("change");
            assertFalse(change.get("found").booleanValue());
            assertTrue(change.get("reason").asText().contains("p_inactive_by_day_10"), change.toString());
            String page = "/users/" + encoded(USERS.get(1).user()) + "?from=" + BEFORE_SWAP;
            assertEquals(200, fresh.get(page).statusCode());
        }
    }

    /** Users who are likelier away at the end than they were on the way there. */
    private static Graph impossible() {
        GraphBuilder graph = new GraphBuilder();
        int width = TinyCompany.SCHEMA.width();
        int features = graph.add(new Input(Input.Source.FEATURES, width));
        int filled = graph.add(new Impute(features, Doubles.of(new double[width]), Ints.of()));
        int margin = graph.add(new Select(Ints.of(filled), Ints.of(0)));
        return graph.output("churn_probability", graph.add(new Sigmoid(margin, 0.01, 0)))
                .output("churn_low", graph.add(new Sigmoid(margin, 0.01, -0.1)))
                .output("churn_high", graph.add(new Sigmoid(margin, 0.01, 0.1)))
                .output("p_inactive_by_day_10", graph.add(new Sigmoid(margin, 0.01, -1)))
                .build();
    }

    @Test
    void a_day_that_is_none_or_not_earlier_is_refused() throws Exception {
        for (String day : List.of("soon", "2026-01-01", "2030-01-01", "1999-01-01", "0000-00-00")) {
            HttpResponse<String> response = server.get(path(USERS.get(1)) + "?compareTo=" + day);
            assertEquals(400, response.statusCode(), day);
            assertEquals("compareTo", json(response).get("field").asText());
        }
    }

    private static JsonNode change(UserLedger user, LocalDate day) throws Exception {
        return json(ask(user, "", day)).get("change");
    }

    private static HttpResponse<String> ask(UserLedger user, String more, LocalDate day) throws Exception {
        return server.get(path(user) + "?compareTo=" + day + more);
    }

    private static String path(UserLedger user) {
        return "/v1/users/" + encoded(user.user()) + "/explanation";
    }
}
