package io.perennial.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.registry.Registry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pages with numbers of users say of their data before anybody acts on them. */
class BasisTest {

    private static final int USERS = 20;
    private static final String USER = "/users/user%2F1";
    private static final List<String> PAGES = List.of("/", "/users", USER, "/models");

    @TempDir
    Path root;

    @Test
    void scores_that_are_too_old_are_called_so_on_every_page_with_numbers_of_users() throws Exception {
        Registry registry = Registry.at(root.resolve("registry"));
        RunningServer.ofTinyCompany(root, USERS).close();
        Instant late = RunningServer.NOW.plus(40, ChronoUnit.DAYS);
        try (RunningServer server = RunningServer.logging(registry, late)) {
            for (String page : PAGES) {
                String body = server.get(page + "?lang=en").body();
                assertTrue(body.contains("data-failed=\"fresh\""), page);
                assertTrue(body.contains("href=\"/data#gates\""), page);
            }
            assertTrue(server.get(PAGES.get(0) + "?lang=zh").body().contains("全量包评分已过期"));
        }
        try (RunningServer server = RunningServer.over(registry)) {
            assertFalse(server.get("/?lang=en").body().contains("data-failed"));
        }
    }

    @Test
    void a_version_that_a_naive_rule_outdid_is_named_where_its_scores_are_acted_on() throws Exception {
        Registry registry = Registry.at(root.resolve("registry"));
        RunningServer.ofTinyCompany(root, USERS).close();
        byte[] behind = """
                {"family": "logistic", "naive": false, "judged_on": "", "verdict": "", "notes": [], "candidates": [
                  {"id": "nbd", "naive": true, "log_loss": {"estimate": 0.58, "low": 0.57, "high": 0.6},
                   "reported_gap": {"estimate": 0, "low": 0, "high": 0}},
                  {"id": "logistic", "naive": false, "log_loss": {"estimate": 0.67, "low": 0.65, "high": 0.69},
                   "reported_gap": {"estimate": 0.08, "low": 0.07, "high": 0.09}}]}
                """.getBytes(StandardCharsets.UTF_8);
        registry.promote(
                "churn",
                registry.publish(TinyCompany.draft("churn", TinyCompany.churn(0), TinyCompany.SCHEMA)
                        .file("evaluation.json", behind)),
                "");
        try (RunningServer server = RunningServer.over(registry)) {
            for (String page : PAGES) {
                String body = server.get(page + "?lang=en").body();
                assertTrue(
                        body.contains("<a class=\"risk amber\" href=\"/models/churn/versions/2\">")
                                && body.contains(
                                        "churn 2 did worse than the naive rule “NBD family” when it was judged"),
                        page);
            }
            assertTrue(server.get("/users?lang=zh").body().contains("流失模型第 2 版在评估中不如朴素规则"));
        }
    }

    @Test
    void intervals_of_value_say_how_many_of_them_held_where_that_was_measured() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            String share = "where it was measured, <data value=\"";
            assertTrue(server.get(USER + "?lang=en").body().contains(share));
            assertTrue(server.get("/users?lang=en").body().contains("Of 90% prediction intervals of value <data"));
        }
    }

    @Test
    void a_judgement_that_could_not_be_read_is_read_again() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            Path file = root.resolve("registry/ltv/versions/1/evaluation.json");
            Path away = root.resolve("away.json");
            Files.move(file, away);
            assertFalse(server.get("/users?lang=en").body().contains("Of 90% prediction intervals of value <data"));
            Files.move(away, file);
            assertTrue(server.get("/users?lang=en").body().contains("Of 90% prediction intervals of value <data"));
        }
    }

    @Test
    void where_live_events_count_overview_and_lists_say_that_pages_of_users_are_newer() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            assertFalse(server.get("/users?lang=en").body().contains("class=\"live\""));
            String event =
                    "{\"events\":[{\"user\":\"user/1\",\"id\":\"e1\",\"at\":\"2026-01-03T10:00:00Z\",\"kind\":\"visit\"}]}";
            assertEquals(200, server.post("/v1/events", event).statusCode());
            for (String page : List.of("/", "/users")) {
                String body = server.get(page + "?lang=en").body();
                assertTrue(body.contains("live events up to 2026-01-03"), page);
                assertTrue(body.contains("Numbers are those of population 1, scored"), page);
            }
            assertTrue(server.get(USER + "?lang=en").body().contains("population 1 and the live events since, scored"));
            assertTrue(
                    server.get("/users/user%2F2?lang=en").body().contains("population 1 and the live events since"),
                    "of a day that another user's event moved on");
            String chinese = server.get(USER + "?lang=zh").body();
            assertTrue(chinese.contains("数据来自全量包第 1 版及其后的实时事件，由流失模型第 1 版、"), chinese);
        }
    }
}
