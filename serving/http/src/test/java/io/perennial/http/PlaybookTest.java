package io.perennial.http;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.command.playbook.PlaybookFile;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.config.TrafficConfig;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done for whom, by a company's own playbook, over HTTP and on the page of a user. */
class PlaybookTest {

    private static final List<UserLedger> LEDGERS = TinyCompany.ledgers(60);

    private static final String OURS = """
            [grades]
            r2 = 0.1
            r3 = 0.2
            r4 = 0.3
            r5 = 0.5
            [[action]]
            id = "gift"
            grades = ["R3", "R4", "R5"]
            en = "a gift"
            zh = "赠礼"
            advice_en = "send a gift"
            advice_zh = "寄送礼品"
            cost = 2.5
            saving = 0.25
            [[action]]
            id = "banner"
            grades = ["R2", "R3"]
            outreach = false
            en = "a banner"
            zh = "站内横幅"
            advice_en = "show a banner"
            advice_zh = "展示站内横幅"
            cost = 0.1
            saving = 0.05
            """;

    @TempDir
    Path root;

    private RunningServer server(ServerConfig config) throws IOException {
        Path file = Files.writeString(root.resolve("ours.toml"), OURS);
        return RunningServer.ofTinyCompany(root, LEDGERS.size(), config.withPlaybook(PlaybookFile.read(file)));
    }

    @Test
    void each_answer_about_a_user_tells_the_action_with_its_cost_and_gain_or_why_none() throws Exception {
        TrafficConfig held = new TrafficConfig("", 30, 0, true);
        try (RunningServer server =
                server(ConfigBuilder.of(ServerConfig.defaults()).traffic(held).build())) {
            Map<String, JsonNode> lines = lines(server);
            List<String> told = new ArrayList<>();
            for (UserLedger ledger : LEDGERS) {
                String path = "/v1/users/" + encoded(ledger.user());
                JsonNode answer = json(server.get(path + "/score?action=true"));
                JsonNode action = answer.get("action");
                assertEquals(action, json(server.get(path)).get("action"));
                JsonNode line = lines.get(ledger.user());
                assertEquals(action.get("id"), line.get("action"), ledger.user());
                assertEquals(
                        action.path("cause").asText(), line.get("no_action").asText(""), ledger.user());
                told.add(checked(answer, action, line));
                String page = server.get("/users/" + encoded(ledger.user())).body();
                assertEquals(!action.get("id").isNull(), page.contains("id=\"worth\""), ledger.user());
                assertTrue(page.contains(
                        action.get("id").isNull()
                                ? "Leave this user alone"
                                : action.get("en").asText()));
            }
            assertTrue(
                    told.containsAll(List.of("gift", "banner", "holdout", "not_worth_it", "no_score")),
                    told.toString());
        }
    }

    /** What an answer tells, once its gain is what loss, saving and cost make. */
    private static String checked(JsonNode answer, JsonNode action, JsonNode line) {
        if (action.get("id").isNull()) {
            assertTrue(line.get("expected_gain").isNull());
            return action.get("cause").asText();
        }
        double gain = answer.at("/score/expected_loss").doubleValue()
                        * action.get("saving").doubleValue()
                - action.get("cost").doubleValue();
        assertEquals(gain, action.get("expectedGain").doubleValue());
        assertEquals(gain, line.get("expected_gain").doubleValue());
        assertTrue(gain >= 0 && answer.get("mayAct").booleanValue());
        assertEquals(answer.at("/score/churn_grade"), action.get("grade"));
        return action.get("id").asText();
    }

    private static Map<String, JsonNode> lines(RunningServer server) throws Exception {
        Map<String, JsonNode> lines = new HashMap<>();
        json(server.get("/v1/users?limit=1000"))
                .get("users")
                .forEach(line -> lines.put(line.get("user_id").asText(), line));
        String csv = server.get("/v1/users?format=csv").body();
        assertTrue(csv.startsWith("user_id,") && csv.contains(",action,expected_gain,no_action\r\n"), csv);
        return lines;
    }

    @Test
    void grades_are_those_the_population_was_scored_with_whatever_the_servers_playbook_says() throws Exception {
        ChurnGrade.Thresholds batch = new ChurnGrade.Thresholds(0.05, 0.1, 0.15, 0.2);
        try (RunningServer server = server(ServerConfig.defaults())) {
            String path = "/v1/users/" + encoded(LEDGERS.get(7).user());
            String trace = json(server.get(path + "/score")).get("trace").asText();
            Scorer scorer = server.server().state().requireScorer();
            assertEquals(ChurnGrade.Thresholds.defaults(), scorer.grades(), "as the tiny company was scored");
            TinyCompany.publishPopulation(
                    Registry.at(root.resolve("registry")),
                    scorer,
                    root.resolve("graded"),
                    new TinyCompany.Batch(TinyCompany.AS_OF, "data", LEDGERS, Map.of()),
                    batch);
            server.server().refresh();
            assertEquals(batch, server.server().state().requireScorer().grades());
            for (UserLedger ledger : LEDGERS) {
                JsonNode score = json(server.get("/v1/users/" + encoded(ledger.user()) + "/score"))
                        .get("score");
                if (!score.get("churn_probability").isNull()) {
                    String grade = ChurnGrade.of(score.get("churn_probability").doubleValue(), batch)
                            .name();
                    assertEquals(grade, score.get("churn_grade").asText());
                }
            }
            JsonNode replay = json(server.post(trace + "/replay", ""));
            assertTrue(replay.get("equal").booleanValue(), "an answer of the grades before: " + replay);
            assertFalse(replay.get("answers").isEmpty());
        }
    }
}
