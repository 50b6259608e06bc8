package io.perennial.http.page;

import static io.perennial.http.RunningServer.encoded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.perennial.features.feature.Language;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.registry.Registry;
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
    void what_is_not_ready_says_what_to_do_and_leads_back_once_it_is(Browsing.Shared shared) {
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
                    assertTrue(page.locator("main").textContent().contains("perennial load"));
                    assertEquals(
                            "/users?risk=any&eligible=any",
                            page.locator("#again").getAttribute("href"));
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
