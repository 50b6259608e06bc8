package io.perennial.http;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.config.TrafficConfig;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.registry.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions in traffic over HTTP: who is answered by which, and what the challenger says unseen. */
class TrafficTest {

    private static final int USERS = 120;

    @TempDir
    Path root;

    private RunningServer server;
    private Registry registry;

    @BeforeEach
    void start() {
        server = RunningServer.ofTinyCompany(root, USERS, split(15, 40));
        registry = Registry.at(root.resolve("registry"));
        int rival = registry.publish(TinyCompany.draft("churn", TinyCompany.churn(0.7), TinyCompany.SCHEMA));
        registry.challenge("churn", rival, "trial");
        server.server().refresh();
    }

    private static ServerConfig split(double holdout, double challenger) {
        return ConfigBuilder.of(ServerConfig.defaults())
                .traffic(new TrafficConfig("spring", holdout, challenger, true))
                .build();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode score(UserLedger ledger) throws Exception {
        return json(server.get("/v1/users/" + encoded(ledger.user()) + "/score"));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static int churnVersion(JsonNode answer) {
        return answer.get("models").get(0).get("version").asInt();
    }

    @Test
    void each_user_is_answered_by_the_own_arm_on_every_path() throws Exception {
        Map<String, Integer> arms = new TreeMap<>();
        for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
            JsonNode answer = score(ledger);
            String arm = answer.get("arm").asText();
            arms.merge(arm, 1, Integer::sum);
            assertEquals(arm.equals("challenger") ? 2 : 1, churnVersion(answer), answer.toString());
            assertEquals(!arm.equals("holdout"), answer.get("mayAct").asBoolean());
            assertEquals(answer, score(ledger));
            String body = "{\"asOf\":\"2026-01-01\",\"rows\":[{\"user\":" + quoted(ledger.user())
                    + ",\"features\":{\"silence_days\":9}}]}";
            for (String path : new String[] {"/v1/score", "/v1/explain"}) {
                JsonNode row = json(server.post(path, body)).get("rows").get(0).get("answer");
                assertEquals(arm, row.get("arm").asText(), path + " " + ledger.user());
                assertEquals(churnVersion(answer), churnVersion(row), path);
            }
            if (!answer.get("score").get("churn_probability").isNull()) {
                JsonNode reasons = json(server.get("/v1/users/" + encoded(ledger.user()) + "/explanation"));
                assertEquals(
                        answer.get("score").get("churn_probability"),
                        reasons.get("value"),
                        "another version explains than scored");
            }
        }
        assertEquals(3, arms.size(), arms.toString());
        JsonNode listed = json(server.get("/v1/users?limit=1000")).get("users");
        Map<String, Integer> again = new TreeMap<>();
        listed.forEach(user -> again.merge(user.get("arm").asText(), 1, Integer::sum));
        assertEquals(arms, again);
    }

    @Test
    void the_split_and_what_the_challenger_says_unseen_are_shown() throws Exception {
        for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
            score(ledger);
            score(ledger);
        }
        assertEquals(USERS, counted());
        JsonNode arms = json(server.get("/v1/arms"));
        assertEquals(0.34, arms.get("arms").get(1).get("share").asDouble(), 1e-12);
        assertEquals("churn@2", arms.get("arms").get(1).get("models").get(0).asText());
        assertFalse(arms.get("sampleRatio").get("suspicious").asBoolean(), arms.toString());
        JsonNode shadow = compared();
        assertEquals("churn@2", shadow.get("models").get(0).asText());
        assertTrue(shadow.get("meanDifference").asDouble() > 0.01, shadow.toString());
        assertEquals(shadow.get("meanDifference"), shadow.get("meanSize"));
        String metrics = server.get("/metrics").body();
        assertTrue(metrics.contains("perennial_sample_ratio_suspicious 0.0"), metrics);
        assertTrue(metrics.contains("perennial_arm_users{arm=\"holdout\"}"), metrics);
    }

    private int counted() throws Exception {
        int users = 0;
        for (JsonNode arm : json(server.get("/v1/arms")).get("arms")) {
            users += arm.get("users").asInt();
        }
        return users;
    }

    private JsonNode compared() throws Exception {
        JsonNode shadow = json(server.get("/v1/arms")).get("shadow");
        for (int tries = 0; tries < 100 && shadow.get("compared").asInt() < 50; tries++) {
            Thread.sleep(50);
            shadow = json(server.get("/v1/arms")).get("shadow");
        }
        return shadow;
    }

    @Test
    void a_challenger_that_is_broken_dismissed_or_promoted_leaves_everybody_to_the_champion() throws Exception {
        UserLedger tried = challenged();
        registry.dismiss("churn", "enough");
        server.server().refresh();
        assertEquals("champion", score(tried).get("arm").asText());
        int broken = registry.publish(TinyCompany.draft("churn", TinyCompany.churn(0.9), TinyCompany.SCHEMA));
        registry.challenge("churn", broken, "");
        Files.write(root.resolve("registry/churn/versions/" + broken + "/model.bin"), new byte[10]);
        server.server().refresh();
        assertEquals("champion", score(tried).get("arm").asText());
        JsonNode ready = json(server.get("/readyz"));
        assertTrue(ready.get("ready").asBoolean(), "a broken challenger made the server unready");
        assertEquals(broken, ready.get("refused").get(0).get("version").asInt());
        JsonNode refused = json(server.get("/v1/registry")).get("refused");
        assertEquals(1, refused.size());
        assertEquals(broken, refused.get(0).get("version").asInt());
        assertTrue(refused.get(0).get("reason").asText().contains("model.bin"), refused.toString());
        registry.promote("churn", 2, "");
        server.server().refresh();
        assertEquals(2, churnVersion(score(tried)));
        assertEquals("champion", score(tried).get("arm").asText());
    }

    /** Gives each user a second name. */
    private Map<String, String> publishAliases() {
        Map<String, String> aliases = new TreeMap<>();
        for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
            aliases.put("device of " + ledger.user(), ledger.user());
        }
        TinyCompany.publishPopulation(
                registry,
                server.server().state().requireScorer(),
                root.resolve("aliases"),
                new TinyCompany.Batch(TinyCompany.AS_OF, "data", TinyCompany.ledgers(USERS), aliases));
        server.server().refresh();
        return aliases;
    }

    @Test
    void a_user_is_in_one_arm_and_one_history_under_every_name() throws Exception {
        Map<String, String> aliases = publishAliases();
        for (Map.Entry<String, String> names : aliases.entrySet()) {
            String body = "{\"asOf\":\"2026-01-01\",\"rows\":[{\"user\":" + quoted(names.getKey())
                    + ",\"features\":{\"silence_days\":9}}]}";
            String arm = json(server.get("/v1/users/" + encoded(names.getValue()) + "/score"))
                    .get("arm")
                    .asText();
            for (String path : new String[] {"/v1/score", "/v1/explain"}) {
                JsonNode row = json(server.post(path, body)).get("rows").get(0).get("answer");
                assertEquals(arm, row.get("arm").asText(), path + " " + names.getKey());
                assertEquals(names.getKey(), row.get("user").asText());
            }
            JsonNode history = json(server.get("/v1/users/" + encoded(names.getValue()) + "/history"));
            assertEquals(2, history.get("predictions").size(), history.toString());
            assertEquals(arm, history.at("/predictions/0/arm").asText());
        }
        assertEquals(USERS, counted(), "a user was counted under two names");
    }

    @Test
    void reasons_of_a_row_are_those_of_the_version_that_scores_it_under_every_name() throws Exception {
        int rival = registry.publish(TinyCompany.draft("churn", churnBySpend(), TinyCompany.SCHEMA));
        registry.challenge("churn", rival, "");
        publishAliases();
        Set<String> reasons = new TreeSet<>();
        for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
            String reason = reasonOfRow(ledger.user());
            assertEquals(reason, reasonOfRow("device of " + ledger.user()), ledger.user());
            reasons.add(reason);
        }
        assertEquals(Set.of("RC-SILENCE_DAYS-UP", "RC-SPEND_LIFETIME-DOWN"), reasons);
    }

    private String reasonOfRow(String user) throws Exception {
        String body = "{\"asOf\":\"2026-01-01\",\"reasons\":true,\"rows\":[{\"user\":" + quoted(user)
                + ",\"features\":{\"silence_days\":140,\"spend_lifetime\":2000}}]}";
        return json(server.post("/v1/score", body))
                .at("/rows/0/answer/score/top_reason_1")
                .asText();
    }

    /** Churn that falls with what was spent, whatever the silence. */
    private static Graph churnBySpend() {
        int width = FeatureCatalogue.features().size();
        GraphBuilder graph = new GraphBuilder();
        int features = graph.add(new Input(Input.Source.FEATURES, width));
        int filled = graph.add(new Impute(features, Doubles.of(new double[width]), Ints.of()));
        int spend = graph.add(new Select(Ints.of(filled), Ints.of(FeatureCatalogue.index("spend_lifetime"))));
        return TinyCompany.churn(graph, graph.add(new Linear(spend, Doubles.of(-0.002), 1)));
    }

    @Test
    void the_challengers_prediction_has_another_id_than_the_champions() throws Exception {
        UserLedger tried = challenged();
        JsonNode before = score(tried);
        registry.dismiss("churn", "");
        server.server().refresh();
        assertNotEquals(before.get("predictionId"), score(tried).get("predictionId"));
    }

    private UserLedger challenged() throws Exception {
        for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
            if (score(ledger).get("arm").asText().equals("challenger")) {
                return ledger;
            }
        }
        throw new AssertionError("nobody is in the challenger's arm");
    }
}
