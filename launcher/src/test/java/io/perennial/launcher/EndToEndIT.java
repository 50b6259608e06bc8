package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The built commands as a person meets them: a small company from raw logs to answers over HTTP. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int USERS = 300;

    @TempDir
    private static Path folder;

    private static Terminal terminal;
    private static Terminal.Answer first;

    @BeforeAll
    static void a_quickstart_without_serving() throws Exception {
        terminal = new Terminal(folder, Terminal.LAID_OUT);
        first = quickstart("--no-serve");
    }

    private static Terminal.Answer quickstart(String... more) throws Exception {
        List<String> words = new ArrayList<>(
                List.of("quickstart", "--users", "" + USERS, "--days", "500", "--horizon", "60d", "--out", "my run"));
        words.addAll(List.of(more));
        return terminal.type(12, words.toArray(String[]::new));
    }

    @Test
    @Order(1)
    void everybody_is_scored_and_every_sum_is_checked() throws Exception {
        assertEquals(0, first.exit(), first.err());
        JsonNode scores = JSON.readTree(Files.readString(folder.resolve("my run/scores.json")));
        assertTrue(scores.path("users").asInt() > USERS / 2, scores.toString());
        assertTrue(scores.path("explained").asInt() > 0, scores.toString());
        assertTrue(scores.path("largest_difference").asDouble() <= 1e-9, scores.toString());
        assertTrue(first.out().contains("scored "), first.out());
        assertTrue(Files.exists(folder.resolve("my run/report/index.html")));
    }

    @Test
    @Order(2)
    void the_same_command_repeats_nothing() throws Exception {
        Terminal.Answer second = quickstart("--no-serve");
        assertEquals(0, second.exit(), second.err());
        assertEquals(
                7,
                second.err()
                        .lines()
                        .filter(line -> line.endsWith("is done already"))
                        .count(),
                second.err());
        assertEquals(first.out(), second.out());
    }

    @Test
    @Order(3)
    void a_back_test_judges_everybody_on_what_followed_a_past_day() throws Exception {
        List<String> words = List.of(
                "backtest", "--run", "my run", "--out", "my test", "--folds", "1", "--horizon", "60d", "--draws", "40");
        Terminal.Answer answer = terminal.type(12, words.toArray(String[]::new));
        assertEquals(0, answer.exit(), answer.err());
        JsonNode test = JSON.readTree(Files.readString(folder.resolve("my test/backtest.json")));
        List<String> targets = test.path("targets").findValuesAsText("target");
        assertTrue(targets.containsAll(List.of("churn", "purchases", "value")), targets.toString());
        JsonNode champion = test.path("targets").path(0).path("families").path(0);
        assertEquals("champion", champion.path("id").asText());
        double auc = champion.path("figures").path("auc").path("estimate").asDouble();
        assertTrue(auc > 0.5 && auc < 1, champion.toString());
        assertTrue(answer.out().contains("naive:last_period"), answer.out());
        assertTrue(
                Files.readString(folder.resolve("my test/backtest.html")).contains("<table"), "no table on the page");
        assertTrue(Files.size(folder.resolve("my test/predictions/part-0.parquet")) > 0);
    }

    @Test
    @Order(4)
    void the_lines_it_invites_to_type_answer() throws Exception {
        Turn.take();
        try {
            answers(freePort());
        } finally {
            Turn.giveBack();
        }
    }

    private static void answers(int port) throws Exception {
        Path out = folder.resolve("serve.out");
        Process server = terminal.start(
                out,
                folder.resolve("serve.err"),
                "quickstart",
                "--users",
                "" + USERS,
                "--days",
                "500",
                "--horizon",
                "60d",
                "--out",
                "my run",
                "--port",
                "" + port);
        try {
            List<String> lines = invitations(server, out);
            assertEquals(3, lines.size(), Terminal.text(out));
            for (String line : lines) {
                JsonNode answer = JSON.readTree(shell(line));
                assertTrue(answer.isObject(), line + " gave " + answer);
                assertTrue(answer.path("status").isMissingNode(), line + " gave " + answer);
            }
        } finally {
            Terminal.stop(server);
        }
    }

    private static List<String> invitations(Process server, Path out) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (server.isAlive()
                && System.nanoTime() < deadline
                && !Terminal.text(out).contains("/v1/score'")) {
            Thread.sleep(200);
        }
        return Terminal.text(out)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("curl "))
                .toList();
    }

    private static String shell(String line) throws Exception {
        Process process =
                new ProcessBuilder("sh", "-c", line).directory(folder.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), line);
        return out;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    @Order(5)
    void after_a_kill_a_rule_answers_under_its_own_name_and_the_server_is_ready() throws Exception {
        Terminal.Answer killed =
                terminal.type(1, "models", "kill", "churn", "--registry", "my run/models", "--why", "drill");
        assertEquals(0, killed.exit(), killed.err());
        assertEquals("churn 2 is champion", killed.out().strip());
        Turn.take();
        try {
            answersByRule(freePort());
        } finally {
            Turn.giveBack();
        }
    }

    private static void answersByRule(int port) throws Exception {
        String user = JSON.readTree(Files.readString(folder.resolve("my run/scores.json")))
                .at("/most_at_stake/0/user_id")
                .asText();
        Process server = terminal.start(
                folder.resolve("rule.out"),
                folder.resolve("rule.err"),
                "serve",
                "--registry",
                "my run/models",
                "--port",
                "" + port);
        try {
            String at = "curl -sf --retry 60 --retry-delay 1 --retry-connrefused http://127.0.0.1:" + port;
            assertTrue(JSON.readTree(shell(at + "/readyz")).path("ready").asBoolean());
            JsonNode score =
                    JSON.readTree(shell(at + "/v1/users/" + user + "/score")).path("score");
            assertEquals("churn@2", score.path("model_churn").asText(), score.toString());
            assertTrue(score.path("churn_probability").isNumber(), score.toString());
            assertTrue(score.path("ltv").isNumber(), score.toString());
            String family = JSON.readTree(shell(at + "/v1/registry/churn/versions/2"))
                    .path("family")
                    .asText();
            assertTrue(family.startsWith("naive:") || family.equals("nbd"), family);
        } finally {
            Terminal.stop(server);
        }
    }

    @Test
    @Order(6)
    void a_mapping_with_an_unknown_key_is_refused_with_exit_code_2() throws Exception {
        Files.writeString(folder.resolve("bad.toml"), OwnLog.MAPPING.replace("currency", "curency"));
        Files.writeString(folder.resolve("bad.csv"), OwnLog.csv(1, 40));
        Terminal.Answer answer = terminal.type(12, "run", "--mapping", "bad.toml", "--log", "bad.csv", "--out", "bad");
        assertEquals(2, answer.exit(), answer.err());
        assertTrue(answer.err().contains("did you mean") && answer.err().contains("currency"), answer.err());
    }
}
