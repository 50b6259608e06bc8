package io.perennial.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.RunningServer;
import io.perennial.scoring.registry.Registry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pages with numbers of users say of their data before anybody acts on them. */
class StandingTest {

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
            assertTrue(server.get(PAGES.get(0) + "?lang=zh").body().contains("评分已过期"));
        }
        try (RunningServer server = RunningServer.over(registry)) {
            assertFalse(server.get("/?lang=en").body().contains("data-failed"));
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
        }
    }
}
