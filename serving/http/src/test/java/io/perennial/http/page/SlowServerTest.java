package io.perennial.http.page;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.perennial.features.feature.Language;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.TinyTable;
import io.perennial.scoring.registry.Registry;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A server that is not ready, slow or gone leaves its reader with what to do, and no script with an error. */
@ExtendWith(Browsing.class)
class SlowServerTest {

    private static final String USER =
            "/users/" + encoded(TinyCompany.ledgers(Browsing.USERS).get(1).user());

    private static final String ASKED = "**/what-if?*";
    private static final String ANSWERED = "#tried-now tr[data-score=churn]";
    private static final String FAILED = "#tried-now [role=alert]";
    private static final String BUSY = "form[data-live=tried-now][aria-busy=true]";

    @TempDir
    Path root;

    /** The browser itself notes an answer that is not 200; nothing else may be noted. */
    private static List<String> ofScripts(Browsing.Reader reader) {
        return reader.faults().stream()
                .filter(fault -> !fault.contains("Failed to load resource"))
                .toList();
    }

    @Test
    void what_is_not_ready_says_what_to_do_and_offers_no_waiting_that_helps_nobody(Browsing.Shared shared) {
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        try (RunningServer server = RunningServer.over(registry)) {
            for (Language language : Language.values()) {
                try (Browsing.Reader reader = shared.reader(server.uri("/"), language, ColorScheme.LIGHT, true)) {
                    Page page = reader.page();
                    assertEquals(
                            503,
                            page.navigate(server.uri("/users?risk=any&eligible=any")
                                            .toString())
                                    .status());
                    assertEquals(
                            language.choose("No population is loaded", "尚未加载全量包"),
                            page.locator("h1").textContent());
                    assertTrue(page.locator("main").textContent().contains("perennial load"));
                    assertEquals(0, page.locator("#again").count(), "waiting loads no population");
                    assertEquals(List.of(), reader.violations());
                    assertEquals(List.of(), ofScripts(reader));
                }
            }
            TinyCompany.publishPopulation(
                    registry, server.server().state().requireScorer(), root.resolve("bundle"), 40);
            server.server().refresh();
            try (Browsing.Reader reader = shared.reader(server.uri("/"), Language.EN, ColorScheme.LIGHT, true)) {
                Page page = reader.open("/users?risk=any&eligible=any");
                assertTrue(page.locator("#users tbody tr").count() > 0, "nobody is listed");
            }
        }
    }

    @Test
    void without_a_champion_pages_lead_to_the_models() throws Exception {
        try (RunningServer server = RunningServer.over(Registry.at(root.resolve("registry")))) {
            assertLasting(server.get("/"), "No churn model answers");
            assertLasting(server.get("/users?lang=zh"), "没有可用的流失模型");
            assertLasting(server.get("/readyz"));
            assertLasting(server.get("/v2/health/ready"));
            for (String path : List.of("/v1/users", "/v1/users/u1/score")) {
                assertCause("no_champion", server.get(path));
            }
        }
    }

    @Test
    void a_version_that_cannot_be_used_is_not_called_a_matter_of_waiting() throws Exception {
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publish(registry, "churn", TinyCompany.churn(0), TinyCompany.SCHEMA);
        Files.write(root.resolve("registry/churn/versions/1/model.bin"), new byte[10]);
        try (RunningServer server = RunningServer.over(registry)) {
            assertLasting(server.get("/"), "What was published can't be used");
            assertLasting(server.get("/data?lang=zh"), "已发布的版本无法使用");
            assertCause("refused", server.get("/v1/users"));
            assertLasting(server.get("/readyz"));
            assertLasting(server.get("/v2/health/ready"));
            assertLasting(server.post("/v1/models/churn:predict", "{\"instances\":[{}]}"));
        }
    }

    @Test
    void of_a_customer_table_the_first_page_says_what_there_is_and_the_others_what_there_is_not() throws Exception {
        try (RunningServer server = RunningServer.over(TinyTable.registry(root))) {
            HttpResponse<String> home = server.get("/");
            assertEquals(200, home.statusCode(), home.body());
            assertTrue(home.body().contains("made from a customer table"), home.body());
            assertTrue(server.get("/?lang=zh").body().contains("由客户宽表训练而成"));
            for (String path : List.of("/users", "/data", "/list/change", "/users/nobody")) {
                assertLasting(server.get(path), "A customer table has none of this");
            }
            HttpResponse<String> models = server.get("/models");
            assertEquals(200, models.statusCode());
            assertFalse(models.body().contains("perennial load"), models.body());
        }
    }

    private static void assertLasting(HttpResponse<String> response, String headline) {
        assertLasting(response);
        assertTrue(response.body().contains("<h1>" + headline + "</h1>"), response.body());
        assertFalse(response.body().contains("id=\"again\""), response.body());
        assertTrue(response.body().contains("id=\"models\" href=\"/models\""), response.body());
    }

    private static void assertCause(String cause, HttpResponse<String> response) throws Exception {
        assertLasting(response);
        assertEquals(cause, json(response).get("cause").asText(), response.body());
    }

    private static void assertLasting(HttpResponse<String> response) {
        assertEquals(503, response.statusCode(), response.body());
        assertTrue(response.headers().firstValue("Retry-After").isEmpty(), "waiting helps nobody");
    }

    @Test
    void a_try_that_fails_says_so_until_one_is_answered_again(Browsing.Shared shared) {
        for (Language language : Language.values()) {
            try (Browsing.Reader reader = shared.reader(language, ColorScheme.LIGHT)) {
                Page page = reader.open(USER);
                failing(page, 60, Route::abort, language);
                answered(page, 61);
                failing(page, 62, route -> route.fulfill(new Route.FulfillOptions().setStatus(503)), language);
                answered(page, 63);
                assertEquals(List.of(), ofScripts(reader));
            }
        }
    }

    private static void failing(Page page, int days, Consumer<Route> failure, Language language) {
        page.route(ASKED, failure);
        tryDays(page, days);
        page.locator(FAILED).waitFor();
        assertTrue(page.locator(FAILED).textContent().contains(language.choose("does not answer", "没有响应")));
        assertEquals(0, page.locator(ANSWERED).count(), "an answer stands beside it");
        assertEquals(0, page.locator(BUSY).count(), "it still says that it waits");
        page.unroute(ASKED);
    }

    private static void answered(Page page, int days) {
        tryDays(page, days);
        page.locator(ANSWERED).waitFor();
        assertEquals(0, page.locator(FAILED).count(), "it still says that it failed");
    }

    private static void tryDays(Page page, int days) {
        page.locator("#try_silence_days").fill(String.valueOf(days));
    }

    @Test
    void a_try_that_is_slow_is_busy_until_it_is_answered(Browsing.Shared shared) {
        try (Browsing.Reader reader = shared.reader(Language.EN, ColorScheme.LIGHT)) {
            Page page = reader.open(USER);
            List<Route> held = new ArrayList<>();
            page.route(ASKED, held::add);
            assertEquals(0, page.locator(BUSY).count());
            tryDays(page, 60);
            page.waitForCondition(() -> !held.isEmpty());
            assertEquals(1, page.locator(BUSY).count(), "it does not say that it waits");
            assertEquals(0, page.locator(ANSWERED + ", " + FAILED).count(), "nobody has answered");
            held.get(0).resume();
            page.locator(ANSWERED).waitFor();
            assertEquals(0, page.locator(BUSY).count(), "it still says that it waits");
            assertEquals(List.of(), reader.faults());
        }
    }
}
